"""Notebooks, with the command run as a process: what is found where, and what a fix leaves as it was."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flake8_asyncpitfalls.semantics.source.magics import masked, unmasked

SETUP = "import asyncio\nimport time\n\nasync def load(name):\n    await asyncio.sleep(1)\n    return name"


def asyncfix(folder: Path, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", *args]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False)


def code(source: str, **more: Any) -> dict[str, Any]:
    outputs = [{"data": {"text/plain": ["<é>\n"]}, "metadata": {}, "output_type": "display_data"}]
    lines = source.splitlines(keepends=True)
    return {
        "cell_type": "code", "execution_count": 3, "metadata": {}, "outputs": outputs, "source": lines,
    } | more  # fmt: skip


def notebook(*cells: str | dict[str, Any], language: str = "python") -> bytes:
    document = {
        "cells": [code(cell) if isinstance(cell, str) else cell for cell in cells],
        "metadata": {"kernelspec": {"language": language, "name": "k"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def places(folder: Path, *args: str) -> list[tuple[str, int, int]]:
    done = asyncfix(folder, "--output-format", "json", "--no-cache", *args)
    assert not done.stderr, done.stderr.decode()
    return [(one["code"], one["cell"], one["line"]) for one in json.loads(done.stdout)]


def test_cells_are_one_module_that_may_await_at_its_top(tmp_path: Path) -> None:
    markdown = {"cell_type": "markdown", "metadata": {}, "source": ["load('x')"]}
    (tmp_path / "a.ipynb").write_bytes(
        notebook(
            markdown,
            SETUP,
            "await load('a')\nload('b')",
            "asyncio.run(load('c'))",
            "def main():\n    asyncio.run(load('d'))",
            "main()",
            "time.sleep(1)\ntask = asyncio.create_task(load('e'))\nloop = asyncio.get_running_loop()",
            "async def slow():\n    time.sleep(1)",
        )
    )
    assert places(tmp_path) == [
        ("ASY201", 3, 2), ("ASY601", 4, 1), ("ASY601", 6, 1), ("ASY101", 8, 2),
    ]  # fmt: skip


def test_nest_asyncio_and_other_loops_allow_what_they_allow(tmp_path: Path) -> None:
    allowed = "import nest_asyncio\nnest_asyncio.apply()"
    (tmp_path / "a.ipynb").write_bytes(notebook(SETUP, allowed, "asyncio.run(load('c'))"))
    (tmp_path / "b.ipynb").write_bytes(notebook(SETUP, "%autoawait trio", "asyncio.run(load('c'))"))
    assert places(tmp_path) == []


def test_a_finding_names_cell_and_line_in_every_format(tmp_path: Path) -> None:
    data = notebook(SETUP, "x = 1\nasyncio.run(load('c'))")
    (tmp_path / "a.ipynb").write_bytes(data)
    line = 1 + data[: data.index(b"asyncio.run")].count(b"\n")

    def report(output_format: str) -> str:
        return asyncfix(tmp_path, "--output-format", output_format).stdout.decode()

    assert report("concise").startswith("a.ipynb:cell 2:2:1: ASY601 ")
    assert report("full").startswith("a.ipynb:cell 2:2:1: ASY601 ")
    assert "  cell 2:2:1  ASY601" in report("grouped")
    finding = json.loads(report("json-lines"))
    assert (finding["cell"], finding["line"], finding["column"]) == (2, 2, 1)
    github = report("github")
    assert f"file=a.ipynb,line={line}::a.ipynb:cell 2:2:1: ASY601" in github
    (issue,) = json.loads(report("gitlab"))
    assert issue["location"] == {"path": "a.ipynb", "lines": {"begin": line}}
    assert issue["description"].startswith("cell 2:2:1: ASY601")
    (result,) = json.loads(report("sarif"))["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": line}
    assert location["logicalLocations"] == [{"name": "cell 2", "fullyQualifiedName": "cell 2:2:1"}]
    assert 'line="' + str(line) in report("junit")
    assert "a.ipynb:cell 2:2:1" in report("html")


def test_a_way_through_cells_names_them(tmp_path: Path) -> None:
    helper = "def read():\n    x = 1\n    time.sleep(x)"
    data = notebook(
        SETUP, helper, "async def page():\n    read()\n\nasync def other():\n    read()"
    )
    (tmp_path / "a.ipynb").write_bytes(data)
    shown = asyncfix(tmp_path, "--output-format", "full").stdout.decode()
    assert "a.ipynb:cell 3:2:5: ASY151" in shown
    assert "(a.ipynb:cell 2:3)" in shown
    assert "via a.ipynb:cell 2:3: time.sleep" in shown
    assert "(also at line 5)" in shown


def test_noqa_in_cells(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_bytes(
        notebook(SETUP, "asyncio.run(load('c'))  # noqa: ASY601", "load('b')")
    )
    assert places(tmp_path) == [("ASY201", 3, 1)]
    assert asyncfix(tmp_path, "--add-noqa").returncode == 0
    cells = json.loads((tmp_path / "a.ipynb").read_text(encoding="utf-8"))["cells"]
    assert cells[2]["source"] == ["load('b')  # noqa: ASY201"]
    (tmp_path / "a.ipynb").write_bytes(notebook(SETUP, "x = 1  # noqa: ASY201"))
    told = asyncfix(tmp_path, "--unused-noqa", "--output-format", "concise").stdout.decode()
    assert told.startswith("a.ipynb:cell 2:1:8: ASY001")
    assert asyncfix(tmp_path, "--unused-noqa", "--apply").returncode == 0
    cells = json.loads((tmp_path / "a.ipynb").read_text(encoding="utf-8"))["cells"]
    assert cells[1]["source"] == ["x = 1"]


WRITERS = {
    "jupyter": lambda document: json.dumps(document, indent=1, ensure_ascii=False) + "\n",
    "wide, escaped, no line end": lambda document: json.dumps(document, indent=4),
    "one line": json.dumps,
    "compact": lambda document: json.dumps(document, separators=(",", ":")),
    "tabs and CRLF": lambda document: json.dumps(document, indent="\t").replace("\n", "\r\n"),
    "sorted": lambda document: json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False),
    "slashes escaped": lambda document: json.dumps(document, indent=1).replace("/", "\\/"),
    "byte order mark": lambda document: "\ufeff" + json.dumps(document, indent=2),
}


def test_a_fix_changes_nothing_but_its_lines(tmp_path: Path) -> None:
    source = "%time x = 1\nasyncio.run(load('é'))\nfiles = !ls \"/tmp\"  # é\nload?\n"
    before: dict[str, bytes] = {}
    for number, write in enumerate(WRITERS.values()):
        document = json.loads(notebook(SETUP, source, "x = 'é/'\n\n\n", ""))
        before[f"lines{number}.ipynb"] = write(document).encode()
        for cell in document["cells"]:
            cell["source"] = "".join(cell["source"])
        before[f"text{number}.ipynb"] = write(document).encode()
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    done = asyncfix(tmp_path, "--apply")
    assert (done.returncode, done.stderr) == (0, b"")
    for name, data in before.items():
        wanted = data.replace(b"asyncio.run(load(", b"await load(").replace(b"'))\\n", b"')\\n")
        assert (tmp_path / name).read_bytes() == wanted != data


def test_lines_that_a_fix_adds_look_like_the_others(tmp_path: Path) -> None:
    cells = ["import time\nstart = time.time()\n", "async def f():\n    time.sleep(1)\n"]
    (tmp_path / "a.ipynb").write_bytes(notebook(*cells))
    assert asyncfix(tmp_path, "--apply").returncode == 0
    after = (tmp_path / "a.ipynb").read_bytes()
    assert after == notebook(
        f"import asyncio\n{cells[0]}", cells[1].replace("time.", "await asyncio.")
    )


def test_a_diff_reads_by_cell(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_bytes(notebook(SETUP, "# é\nasyncio.run(load('c'))"))
    done = asyncfix(tmp_path, "--diff")
    assert done.returncode == 1
    assert done.stdout.decode() == (
        "--- a.ipynb:cell 2\n+++ a.ipynb:cell 2\n@@ -1,2 +1,2 @@\n # é\n"
        "-asyncio.run(load('c'))\n+await load('c')\n"
    )


def test_standard_input_may_be_a_notebook(tmp_path: Path) -> None:
    data = notebook(SETUP, "asyncio.run(load('c'))")
    stdin = ("--stdin-filename", "x.ipynb", "-")
    done = asyncfix(tmp_path, "--output-format", "concise", *stdin, stdin=data)
    assert done.stdout.startswith(b"x.ipynb:cell 2:1:1: ASY601")
    fixed = asyncfix(tmp_path, "--apply", *stdin, stdin=data).stdout
    assert fixed == data.replace(b"asyncio.run(load('c'))", b"await load('c')")
    clean = notebook("x = 1")
    assert asyncfix(tmp_path, "--apply", *stdin, stdin=clean).stdout == clean


def test_what_cells_are_given_to(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_bytes(
        notebook(
            SETUP,
            "%%bash\nasyncio.run(load('c')",
            "%%time\nasyncio.run(load('c'))",
            "%%sql select\nload('x')",
            code("select 1 from", metadata={"vscode": {"languageId": "sql"}}),
            "  load('x')\n  y = 1",
            "x = (1\n% 2)\nload('y')",
            "s = '''\n%run\n!x'''\nload('z')\n!echo '(\nif x:\n    %time y = 2\n    load('k')",
        )
    )
    assert places(tmp_path) == [
        ("ASY601", 3, 2), ("ASY201", 6, 1), ("ASY201", 7, 3), ("ASY201", 8, 4), ("ASY201", 8, 8),
    ]  # fmt: skip
    before = json.loads((tmp_path / "a.ipynb").read_bytes())
    asyncfix(tmp_path, "--apply")
    after = json.loads((tmp_path / "a.ipynb").read_bytes())
    changed = [
        (old["source"], new["source"])
        for old, new in zip(before["cells"], after["cells"], strict=True)
        if old != new
    ]
    assert all(
        [
            line.replace("load(", "await load(") if line.strip().startswith("load(") else line
            for line in old
        ]
        == new
        for old, new in changed
    )
    # What a magic runs may not await everywhere.
    assert len(changed) == 3
    assert before["cells"][2] == after["cells"][2]


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\n", "%time\n", "!a \\\n  b \\\n c\nx", "f?\n??f\nf.g??  \nx='?'\n", "a = b = %x\n",
        "a, b = !ls\r\nc = 1\r\n",
        "def f():\n\t%time\n\tx = !ls\n", "x = f'''\n%a\n'''\n%b",
        "/f 1\n,g a b\n;h c",
        "x = 'it''s' # don't\n%a", "'''\n%never closed", "x = [\n  %a\n]", "!\n\\\n!", "%", "x =!", "?",
    ],
)  # fmt: skip
def test_what_is_put_aside_comes_back(source: str) -> None:
    cell = masked(source, "mark", 7)
    assert unmasked(cell.text, "mark", cell.aside) == (source, list(cell.aside))
    assert cell.text.count("\n") == source.count("\n")


BROKEN = {
    "empty": (b"", b"not a notebook: no JSON, Expecting value at line 1 column 1"),
    "text": (b"# hello", b"not a notebook: no JSON"),
    "cut off": (notebook(SETUP)[:200], b"not a notebook: no JSON"),
    "bytes": (b"\xff\xfe{}", b"not a notebook: 'utf-8' codec"),
    "a list": (b"[1]", b"not a notebook: it has no list of cells"),
    "cells are none": (b'{"cells": 3}', b"not a notebook: it has no list of cells"),
    "a cell is none": (b'{"cells": [3]}', b"not a notebook: cell 1 is none"),
    "no source": (b'{"cells": [{"cell_type": "code"}]}', b"cell 1 has no source"),
    "number": (b'{"cells": [{"cell_type": "code", "source": [1]}]}', b"cell 1 has no source"),
    "old": (b'{"worksheets": []}', b"a notebook of format 3 or older"),
    "deep": (b"[" * 100_000, b"not a notebook: "),
    "syntax": (notebook("x = 1\n", "y = 2\nasync def"), b"cell 2:2: "),
    "half a character": (
        b'{"cells": [{"cell_type": "code", "source": "async = \'\\ud800\'"}]}',
        b"",
    ),
    "null": (b'{"cells": [{"cell_type": "code", "source": "await x\\u0000"}]}', b"null bytes"),
}


def test_a_damaged_notebook_is_one_line_and_status_2(tmp_path: Path) -> None:
    for name, (data, _) in BROKEN.items():
        (tmp_path / f"{name}.ipynb").write_bytes(data)
    (tmp_path / "whole.ipynb").write_bytes(notebook(SETUP, "load('x')"))
    done = asyncfix(tmp_path, "--output-format", "concise", "--jobs", "1")
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == len(BROKEN)
    for name, (_, reason) in BROKEN.items():
        (line,) = (line for line in lines if line.startswith(f"{name}.ipynb:".encode()))
        assert reason in line
    assert b"whole.ipynb:cell 2:1:1: ASY201" in done.stdout
    assert asyncfix(tmp_path, "--apply", "--jobs", "1").returncode == 2
    for name, (data, _) in BROKEN.items():
        assert (tmp_path / f"{name}.ipynb").read_bytes() == data


def test_other_kernels_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_bytes(notebook("asyncio.run(load('c'", language="R"))
    (tmp_path / "b.ipynb").write_bytes(notebook("x <- await", language="julia"))
    done = asyncfix(tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_outputs_may_be_huge(tmp_path: Path) -> None:
    huge = {"data": {"image/png": "A" * 20_000_000}, "metadata": {}, "output_type": "display_data"}
    before = notebook(SETUP, code("load('x')", outputs=[huge]))
    (tmp_path / "a.ipynb").write_bytes(before)
    assert places(tmp_path) == [("ASY201", 2, 1)]
    assert asyncfix(tmp_path, "--apply").returncode == 0
    assert (tmp_path / "a.ipynb").read_bytes() == before.replace(b'"load(', b'"await load(')


def test_what_is_remembered_of_notebooks_is_true(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    outputs: list[bytes] = []
    texts = [
        notebook(SETUP, "load('x')"),
        notebook("x = 1", SETUP, "load('x')"),
        notebook(SETUP, "load('x')", language="R"),
        notebook(SETUP, code("load('x')", outputs=[], execution_count=None)),
        notebook(SETUP, "await load('x')"),
    ]
    for data in texts:
        path.write_bytes(data)
        os.utime(path, (1, 1))
        fresh = asyncfix(tmp_path, "--no-cache", "--output-format", "json")
        for _ in range(2):
            assert asyncfix(tmp_path, "--output-format", "json").stdout == fresh.stdout
        outputs.append(fresh.stdout)
    assert [len(json.loads(output)) for output in outputs] == [1, 1, 0, 1, 0]


def test_what_is_left_out_and_what_is_asked_for(tmp_path: Path) -> None:
    data = notebook(SETUP, "load('x')")
    for name in (".ipynb_checkpoints/a-checkpoint.ipynb", "docs/b.ipynb", "c.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert len(places(tmp_path)) == 2
    assert len(places(tmp_path, "--extend-exclude", "docs")) == 1
    assert places(tmp_path, "--filename", "*.py") == []
    assert places(tmp_path, "--per-file-ignores", "*.ipynb: ASY2") == []


def test_a_baseline_knows_cells_by_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(notebook(SETUP, "load('x')"))
    assert asyncfix(tmp_path, "--write-baseline", "b.json").returncode == 0
    path.write_bytes(notebook(SETUP, "x = 1", "load('x')"))
    assert places(tmp_path, "--baseline", "b.json") == []
    path.write_bytes(notebook(SETUP, "load('x')", "load('y')"))
    assert places(tmp_path, "--baseline", "b.json") == [("ASY201", 3, 1)]


def test_helpers_that_a_notebook_uses_stay_sync(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "helpers.py").write_text("import time\n\ndef pause():\n    time.sleep(1)\n")
    (tmp_path / "app.py").write_text("import helpers\n\nasync def f():\n    helpers.pause()\n")
    (tmp_path / "a.ipynb").write_bytes(notebook("import helpers", "helpers.pause()"))
    done = asyncfix(tmp_path, "--diff", "--unsafe-fixes", "--propagate")
    assert b"a file that mentions it is a notebook" in done.stderr
    assert b"async def pause" not in done.stdout
    told = asyncfix(tmp_path, "--reveal", "a.ipynb:1").stderr
    assert told == b"asyncfix: error: --reveal: a.ipynb: a notebook; it is for Python files\n"


def test_nobody_else_waits_for_a_cell(tmp_path: Path) -> None:
    text = "import time\nasync def f():\n    time.sleep(1)\n    open('x').read()\n"
    (tmp_path / "a.ipynb").write_bytes(notebook(text))
    (tmp_path / "b.py").write_text(text)
    done = asyncfix(tmp_path, "--output-format", "json", "--no-cache")
    told = [(one["path"], one["code"], one["severity"]) for one in json.loads(done.stdout)]
    assert told == [
        ("a.ipynb", "ASY101", "note"), ("b.py", "ASY101", "warning"), ("b.py", "ASY106", "note"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "async def slow():\n    time.sleep(1)\n    await load('x')\n\nawait slow()",
        "async with asyncio.timeout(3):\n    open('a').read()\n    await load('x')",
        "for item in load('x'):\n    print(item)",
        "if load:\n    async def start():\n        asyncio.create_task(load('x'))",
        "for name in 'ab':\n    asyncio.create_task(load(name))",
    ],
)
def test_what_stands_around_code_may_be_the_notebook_itself(tmp_path: Path, cell: str) -> None:
    """Walks from a place outwards that ended at functions alone ended the check in a KeyError."""
    (tmp_path / "a.ipynb").write_bytes(notebook(SETUP, cell))
    (tmp_path / "b.py").write_text("from a import *\n")
    assert not asyncfix(tmp_path, "--no-cache", "--exit-zero", "--select", "ASY", "-q").stderr


def _cells(source: str) -> Iterator[str]:
    """*source*, each coroutine function awaited, and the bodies of functions, as cells."""
    yield source
    tree, lines = ast.parse(source), source.splitlines(keepends=True)
    for function in ast.walk(tree):
        if isinstance(function, ast.AsyncFunctionDef) and function in tree.body:
            yield f"await {function.name}({', '.join(arg.arg for arg in function.args.args)})"
        if isinstance(function, (ast.AsyncFunctionDef, ast.FunctionDef)):
            yield textwrap.dedent("".join(lines[function.body[0].lineno - 1 : function.end_lineno]))


def _is_cell(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError:
            return False
    return True


def test_all_that_rules_look_at_may_stand_in_cells(tmp_path: Path, root: Path) -> None:
    for file in sorted((root / "tests" / "eval_files").glob("asy[1-7]*.py")):
        cells = [cell for cell in _cells(file.read_text("utf-8")) if _is_cell(cell)]
        (tmp_path / f"{file.stem}.ipynb").write_bytes(notebook(*cells))
    options = ("--no-cache", "--exit-zero", "--quiet", "--output-format", "json", "--jobs", "1")
    done = asyncfix(tmp_path, *options)
    assert b"internal error" not in done.stderr, done.stderr.decode()
    assert len(json.loads(done.stdout)) > 1000
