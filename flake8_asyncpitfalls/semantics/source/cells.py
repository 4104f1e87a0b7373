"""What tells that a file is a notebook, and its text a module made of cells (see ``notebook``)."""

from __future__ import annotations

from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES

MAX_NOTEBOOK_BYTES = 100_000_000
"""Outputs are pictures and tables; what is checked is the little code between them."""
MARK = "pitfalls-cell"
"""Begins the comments before cells; no word in it makes a file one about async code."""
LOOP, NO_LOOP = "loop", "no-loop"
"""The last word of the first line: whether cells may await in asyncio's loop."""


def is_notebook(path: str) -> bool:
    """Whether the file at *path* is to be read as a notebook."""
    return path.endswith(".ipynb")


def largest_source(path: str) -> int:
    """How many bytes the file at *path* may have to be checked."""
    return MAX_NOTEBOOK_BYTES if is_notebook(path) else MAX_SOURCE_BYTES


def awaits_at_top(path: str, module: bytes) -> bool:
    """Whether *module*, made of the file *path*, runs in a loop in which it may await at top level."""
    if not is_notebook(path):
        return False
    words = module.partition(b"\n")[0].split()
    return len(words) == 3 and words[1].startswith(MARK.encode()) and words[2] == LOOP.encode()
