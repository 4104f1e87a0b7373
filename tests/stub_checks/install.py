"""Install the libraries that the stubs are held against, one after the other.

Usage: ``python tests/stub_checks/install.py [NAME ...]`` in an environment made for it (all lines
of requirements.txt by default). Hundreds of libraries never agree on one set of versions, so each
line is installed alone: a conflict leaves pip's warning behind, and a library that cannot be
installed here counts as unchecked. Prints what failed; exit status 1 when all of it did.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "requirements.txt"
PIP = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--prefer-binary"]
SECONDS = 600


def requirement_lines() -> list[str]:
    """The requirements without comments and blank lines, in the file's order."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def name_of(line: str) -> str:
    """The distribution that a requirement line names, as the package index writes it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~;\s]", line, maxsplit=1)[0]).lower()


def is_installed(line: str) -> bool:
    """Whether pip could install the requirement *line* in time."""
    try:
        done = subprocess.run(
            [*PIP, *line.split()], capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Install what the command line names, or everything; return the exit status."""
    wanted = [name_of(name) for name in sys.argv[1:]]
    lines = [line for line in requirement_lines() if not wanted or name_of(line) in wanted]
    failed = [line for line in lines if not is_installed(line)]
    for line in failed:
        print(f"not installed: {line}")
    print(f"{len(lines) - len(failed)} of {len(lines)} requirements installed")
    return 1 if len(failed) == len(lines) else 0


if __name__ == "__main__":
    sys.exit(main())
