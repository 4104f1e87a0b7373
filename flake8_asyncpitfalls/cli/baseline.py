"""The baseline: findings of old that are not reported, so that a project can start clean.

An entry is a file, a code and the text of the line, not its number, so that it holds when lines
are added above. Of several equal ones as many are left out as the baseline counts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.cli.writing import write_report_file
from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flake8_asyncpitfalls.reports.located import Located

Known = dict[str, dict[tuple[str, str], int]]

Judge = Callable[[str, str], bool]
"""Whether findings of a code in the file of an absolute path would have been reported."""

VERSION = 1
_MAX_BYTES = 200_000_000


def read_baseline(file: str) -> Known:
    """By absolute path how often each code and (stripped) line is known; raise SettingsError."""
    folder = os.path.dirname(os.path.abspath(file))
    try:
        text = read_regular(file, _MAX_BYTES).decode("utf-8", "surrogateescape")
        document = json.loads(text)
        if document["version"] != VERSION:
            raise SettingsError(f"{file}: a baseline of another version; write it anew")
        known: Known = {}
        for path, entries in document["files"].items():
            counts = {(entry["code"], entry["line"]): int(entry["count"]) for entry in entries}
            known[os.path.normpath(os.path.join(folder, path))] = counts
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{file}: not a baseline that --write-baseline wrote") from error
    return known


def _always(code: str, path: str) -> bool:
    del code, path
    return True


def stale_entries(known: Known, matched: Mapping[str, int], judged: Judge) -> int:
    """How many entries of *known* list what is not there any more.

    *matched* are the files that were checked, by absolute path, and how many entries each has met;
    *judged* says whether findings of a code in a file would have been reported. What stands for a
    file that is gone is stale, too.
    """
    count = 0
    for path, entries in known.items():
        if path in matched:
            judged_here = sum(n for (code, _), n in entries.items() if judged(code, path))
            count += max(0, judged_here - matched[path])
        elif not os.path.lexists(path):
            count += sum(entries.values())
    return count


def write_baseline(
    file: str, findings: Iterable[Located], checked: Iterable[str] = (), judged: Judge = _always
) -> int:
    """Write all *findings* to *file*, paths relative to its directory; raise OSError.

    Of what *file* lists, entries stay whose files are not among those *checked* (absolute paths), or
    of codes that were not *judged*. The number of the others that are not found any more.
    """
    folder = os.path.dirname(os.path.abspath(file))
    new: dict[str, Counter[tuple[str, str]]] = {}
    for finding in findings:
        line = finding.source[0].strip() if finding.source else ""
        new.setdefault(os.path.abspath(finding.path), Counter())[finding.code, line] += 1
    dropped = 0
    seen = set(checked)
    for path, entries in _old_entries(file).items():
        is_seen = path in seen or not os.path.lexists(path)
        for key, count in entries.items():
            if is_seen and judged(key[0], path):
                dropped += max(0, count - new.get(path, Counter())[key])
            else:
                new.setdefault(path, Counter())[key] = count
    names = {Path(os.path.relpath(path, folder)).as_posix(): found for path, found in new.items()}
    document = {
        "version": VERSION,
        "files": {path: _entries(counts) for path, counts in sorted(names.items())},
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    write_report_file(file, text.encode("utf-8", "surrogateescape"))
    return dropped


def _old_entries(file: str) -> Known:
    """What *file* lists by now; nothing where it is no baseline yet."""
    try:
        return read_baseline(file)
    except SettingsError:
        return {}


def _entries(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"code": code, "line": line, "count": count}
        for (code, line), count in sorted(counts.items())
    ]
