"""What came of one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.errors import SourceError

if TYPE_CHECKING:
    from flake8_asyncpitfalls.cli.document import Document
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.findings_cache import CachedFindings
    from flake8_asyncpitfalls.reports.located import Located


class FileResult(NamedTuple):
    """What came of one file: an *error*, or the *findings* that remain.

    Both, when the file could not be written. *fixed* are the findings that fixes repaired (in
    memory with Mode.DIFF), *withheld* those whose fix was not carried out, with the reason.
    *before* and *after* are the old and new content, where it was not written but is wanted.
    *memory* is what the next run may remember, unless the file was changed. *matched* is how many
    entries of the baseline its findings were.
    """

    path: str
    findings: tuple[Located, ...] = ()
    error: str = ""
    fixed: tuple[Located, ...] = ()
    withheld: tuple[tuple[Located, str], ...] = ()
    is_changed: bool = False
    before: bytes = b""
    after: bytes = b""
    memory: CachedFindings | None = None
    matched: int = 0


def result_of(document: Document, module: bytes, left: list[Finding]) -> FileResult:
    """What came of a *document*: one with that *module*, which has the findings *left*."""
    before, after = document.data, document.file_of(module)
    if after is None:
        after, module = before, document.module
    path, lines = document.path, document.lines(module)
    located = tuple(lines.locate(path, finding) for finding in left)
    return FileResult(path, located, is_changed=after != before, before=before, after=after)


def written(found: FileResult, result: FileResult) -> FileResult:
    """*result*, once its file is written; what was *found* and the cause when it cannot be."""
    from flake8_asyncpitfalls.cli.journal import write_over

    try:
        write_over(result.path, result.before, result.after)
    except SourceError as error:
        return found._replace(error=str(error))
    except OSError as error:
        return found._replace(error=f"{result.path}: {error.strerror or error}")
    return result._replace(before=b"", after=b"")
