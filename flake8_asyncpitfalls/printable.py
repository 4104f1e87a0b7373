"""Text from files, file names and settings, made fit for one line of a terminal or a report.

Control characters move a terminal's cursor or change its state, line ends make two findings of one,
and bidirectional marks let a line read as something else than it is. File names need not be text
at all: Python keeps bytes that are none as lone surrogates, which cannot be written anywhere.
"""

from __future__ import annotations


def printable(text: str) -> str:
    """*text* with every character that is not plainly visible as a backslash escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def encodable(text: str) -> str:
    """*text* with what UTF-8 cannot hold as backslash escapes; all else is as it was."""
    if text.isascii():
        return text
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return "".join(_escaped(char) if "\ud800" <= char <= "\udfff" else char for char in text)


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":
        # A byte of a file name that is not UTF-8.
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
