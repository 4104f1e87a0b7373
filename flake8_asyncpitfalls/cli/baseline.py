"""The baseline: findings of old that are not reported, so that a project can start clean.

An entry is a file, a code and the text of the line, not its number, so that it holds when lines
are added above. Of several equal ones as many are left out as the baseline counts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.cli.writing import write_report_file
from flake8_asyncpitfalls.content import read_regular
from flake8_asyncpitfalls.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_asyncpitfalls.reports.located import Located

Known = dict[str, dict[tuple[str, str], int]]

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


def write_baseline(file: str, findings: Iterable[Located]) -> None:
    """Write all *findings* to *file*, paths relative to its directory; raise OSError."""
    folder = os.path.dirname(os.path.abspath(file))
    files: dict[str, Counter[tuple[str, str]]] = {}
    for finding in findings:
        path = Path(os.path.relpath(finding.path, folder)).as_posix()
        line = finding.source[0].strip() if finding.source else ""
        files.setdefault(path, Counter())[finding.code, line] += 1
    document = {
        "version": VERSION,
        "files": {path: _entries(counts) for path, counts in sorted(files.items())},
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    write_report_file(file, text.encode("utf-8", "surrogateescape"))


def _entries(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"code": code, "line": line, "count": count}
        for (code, line), count in sorted(counts.items())
    ]
