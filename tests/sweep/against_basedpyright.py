"""Compare ASY201 with basedpyright's ``reportUnusedCoroutine`` on real code.

Usage: ``python tests/sweep/against_basedpyright.py FOLDER...``, with basedpyright installed beside
this Python. Released code holds hardly a forgotten ``await``, so each folder is copied and every
``await`` that stands before a call as a statement is taken away; the copy is given to both. For each
folder the table says how many such calls there are, how many both report, and how many one of them
alone; then come the places that basedpyright alone reports. The folder itself is never changed.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from flake8_asyncpitfalls.errors import AsyncPitfallsError
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

Place = tuple[str, int]
"""A file and a line, from 1."""
_RULE = "reportUnusedCoroutine"
_CODES = {"ASY201", "ASY202", "ASY212"}


def main(folders: list[str]) -> None:
    """Print the comparison for *folders*."""
    print(f"{'folder':30} {'calls':>6} {'both':>6} {'ours':>6} {'theirs':>6}")
    alone: list[str] = []
    for folder in folders:
        with tempfile.TemporaryDirectory() as name:
            copy = Path(name).resolve() / Path(folder).name
            shutil.copytree(folder, copy)
            calls = sum(without_awaits(path) for path in copy.rglob("*.py"))
            ours, theirs = our_places(copy), their_places(copy)
            row = [calls, len(ours & theirs), len(ours - theirs), len(theirs - ours)]
            print(f"{copy.name:30} {' '.join(f'{number:6}' for number in row)}")
            alone += [spelled(place, copy.parent) for place in sorted(theirs - ours)]
    print("\nbasedpyright alone:", *alone, sep="\n")


def without_awaits(path: Path) -> int:
    """Take the awaits of call statements out of the file; how many there were."""
    lines = path.read_bytes().splitlines(keepends=True)
    try:
        tree = ast.parse(b"".join(lines))
    except (SyntaxError, ValueError):
        return 0
    count = 0
    for stmt in ast.walk(tree):
        match stmt:
            case ast.Expr(value=ast.Await(value=ast.Call()), lineno=line, col_offset=column):
                text = lines[line - 1]
                if text[column:].startswith(b"await "):
                    lines[line - 1] = text[:column] + text[column + len(b"await ") :]
                    count += 1
    path.write_bytes(b"".join(lines))
    return count


def our_places(folder: Path) -> set[Place]:
    """Where we report a coroutine that is dropped."""
    settings = Settings()
    project = Project(settings)
    found: set[Place] = set()
    for path in folder.rglob("*.py"):
        try:
            findings = lint_source(str(path), path.read_bytes(), settings, project)
        except AsyncPitfallsError:
            continue
        found |= {(str(path), f.span.line) for f in findings if f.code in _CODES}
    return found


def their_places(folder: Path) -> set[Place]:
    """Where basedpyright does, with nothing of the project's dependencies installed."""
    config = folder.parent / "pyrightconfig.json"
    config.write_text(json.dumps({
        "include": [str(folder)], "typeCheckingMode": "off", _RULE: "error",
    }))  # fmt: skip
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "-p", str(config)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return {
        (entry["file"], entry["range"]["start"]["line"] + 1)
        for entry in json.loads(run.stdout)["generalDiagnostics"]
        if entry.get("rule") == _RULE
    }


def spelled(place: Place, parent: Path) -> str:
    """The place with the code that stands there."""
    path, line = place
    text = Path(path).read_text(encoding="utf-8").splitlines()[line - 1].strip()
    return f"{Path(path).relative_to(parent)}:{line}: {text}"


if __name__ == "__main__":
    main(sys.argv[1:])
