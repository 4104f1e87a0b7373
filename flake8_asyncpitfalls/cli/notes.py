"""What people are told beside the report."""

from __future__ import annotations

import sys

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.printable import printable


def say(text: str) -> None:
    """Print a note on standard error. A run that has something to note is not said again from memory."""
    asked.note_more()
    print(f"asyncfix: note: {printable(text)}", file=sys.stderr)
