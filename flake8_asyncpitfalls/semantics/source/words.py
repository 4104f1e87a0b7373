"""The words of a text, without a look at what they mean: a cheap reason not to parse it."""

from __future__ import annotations

_WORD_BYTES = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_ONLY_WORDS = bytes(byte if byte in _WORD_BYTES else ord(" ") for byte in range(256))


def words_of(data: bytes) -> set[bytes]:
    """The words of *data* in ASCII: to split it is many times faster than a pattern."""
    return set(data.translate(_ONLY_WORDS).split())


def is_inside_word(part: bytes) -> bool:
    """Whether *part* can only stand inside of one word, where ``words_of`` has it too."""
    return not part.strip(_WORD_BYTES)


def last_word(data: bytes) -> bytes:
    """The word that *data* ends with; empty where it ends with something else."""
    return data.translate(_ONLY_WORDS).rpartition(b" ")[2]
