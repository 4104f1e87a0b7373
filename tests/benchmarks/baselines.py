"""What our figures are set against: small programs that do the least that must be done.

Called as ``python baselines.py NAME ARGUMENT ...``.
"""

from __future__ import annotations

import ast
import importlib.metadata
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

WORDS = (b"async", b"await", b"asyncio", b"trio", b"anyio")
FLAKE8_ALONE = {"flake8", "mccabe", "pycodestyle", "pyflakes"}
OURS = "flake8-asyncpitfalls"


def flake8(plugin: str, *arguments: str) -> int:
    """flake8 without any plugin, or (*plugin* is ``with``) with ours alone."""
    seen = FLAKE8_ALONE | ({OURS} if plugin == "with" else set())
    everything = list(importlib.metadata.distributions())
    kept = [one for one in everything if one.metadata["name"].lower() in seen]
    importlib.metadata.distributions = lambda **_: iter(kept)  # type: ignore[assignment]
    from flake8.main.cli import main

    return main(list(arguments))


def must_be_read(folder: str) -> Iterator[bytes]:
    """The contents of the Python files below *folder* that mention asynchronous code."""
    for path in Path(folder).rglob("*.py"):
        data = path.read_bytes()
        if any(word in data for word in WORDS):
            yield data


def parse(folder: str) -> int:
    """``ast.parse`` of every file that must be read."""
    warnings.simplefilter("ignore")
    for data in must_be_read(folder):
        try:
            ast.parse(data)
        except (SyntaxError, ValueError):
            continue
    return 0


def parse_concrete(*paths: str) -> int:
    """``libcst.parse_module`` of the files, whole."""
    import libcst

    for path in paths:
        libcst.parse_module(Path(path).read_bytes())
    return 0


def nothing() -> int:
    """What starting this file takes."""
    return 0


if __name__ == "__main__":
    programs = {
        "flake8": flake8, "parse": parse, "parse-concrete": parse_concrete, "nothing": nothing
    }  # fmt: skip
    sys.exit(programs[sys.argv[1]](*sys.argv[2:]))
