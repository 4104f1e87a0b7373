"""Install the libraries that the stubs are held against, one after the other.

Usage: ``python tests/stub_checks/install.py [NAME ...]`` in an environment made for it (all lines
of requirements.txt by default). Hundreds of libraries never agree on one set of versions, so each
line is installed alone: a conflict leaves pip's warning behind, and a library that cannot be
installed here counts as unchecked. Prints a line for each requirement: how long it took, or pip's
reason why it is not installed; exit status 1 when none could be.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
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


def failure_of(line: str) -> str:
    """Why pip could not install the requirement *line*, in one line; empty when it could."""
    try:
        done = subprocess.run(
            [*PIP, *line.split()], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not ready after {SECONDS} s"
    return reason_in(done.stderr) if done.returncode else ""


def reason_in(errors: str) -> str:
    """The line of pip's *errors* that says most: the last one of its own that is no hint."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    own = [line for line in lines if line.startswith("ERROR: ")]
    return (own or lines or ["pip gives no reason"])[-1].removeprefix("ERROR: ")


def main() -> int:
    """Install what the command line names, or everything; return the exit status."""
    wanted = [name_of(name) for name in sys.argv[1:]]
    lines = [line for line in requirement_lines() if not wanted or name_of(line) in wanted]
    failures = 0
    for number, line in enumerate(lines, 1):
        start = time.monotonic()
        failure = failure_of(line)
        failures += bool(failure)
        outcome = f"not installed: {failure}" if failure else f"{time.monotonic() - start:.0f} s"
        print(f"{number}/{len(lines)} {line}: {outcome}", flush=True)
    print(f"{len(lines) - failures} of {len(lines)} requirements installed")
    return 1 if failures == len(lines) else 0


if __name__ == "__main__":
    sys.exit(main())
