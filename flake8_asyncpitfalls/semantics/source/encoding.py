"""The encoding of a source as Python finds it: a byte order mark, a coding comment, or UTF-8.

``ast.parse`` takes bytes that are in no encoding as long as they stand in a comment, which Python
itself refuses to run.
"""

from __future__ import annotations

import io
import re
import tokenize

from flake8_asyncpitfalls.errors import SourceError

_COMMENT = re.compile(r"[^\n]*\n?[^\n]*coding[:=]")


class EncodingError(ValueError):
    """Bytes that are no text, or text that is not in the encoding that it names; perhaps the *line*."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


def decode(data: bytes) -> tuple[str, str]:
    """The text that the bytes *data* are, and its encoding; raises EncodingError, one line."""
    encoding = "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{data[error.start]:02x}"
        raise EncodingError(f"{byte} is not {encoding} ({error.reason})", line) from error
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise EncodingError(str(error)) from error


def decode_source(path: str, data: bytes) -> tuple[str, str]:
    """The same for the file *path*; raises SourceError."""
    try:
        return decode(data)
    except EncodingError as error:
        place = f":{error.line}" if error.line else ""
        raise SourceError(f"{path}{place}: {error}") from error


def encode(text: str) -> bytes:
    """The bytes that *text* is in the encoding that its comment names.

    Raises EncodingError when there are none: ``decode`` would not give *text* back.
    """
    try:
        data = text.encode()
        if _COMMENT.match(text) is None:
            return data
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if encoding.startswith("utf-8"):
            return data
        data = text.encode(encoding)
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise EncodingError(str(error)) from error
    if decode(data)[0] != text:
        raise EncodingError(f"not in the encoding that it names, {encoding}")
    return data
