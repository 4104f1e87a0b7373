"""Imports that only the code before the fixes used are taken out, where nobody else uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.fixes.imports.unused import without_unused_imports
from flake8_asyncpitfalls.span import Span

USE = "\n\nx = time.time()\n"


def removed(imports: str, rest: str = "\n\nx = 1\n", path: str = "a.py") -> str:
    """*imports* without those that *rest* does not use, when ``time`` and ``os`` were used before."""
    before = f"{imports}{rest}time, os, clock, dumps\n".encode()
    after = f"{imports}{rest}".encode()
    return without_unused_imports(path, before, after, lambda data: []).decode()


@pytest.mark.parametrize(
    ("imports", "left"),
    [
        ("import time\n", "x = 1\n"),
        ("import time\nimport json\n", "import json\n\n\nx = 1\n"),
        ("import json\nimport time\n", "import json\n\n\nx = 1\n"),
        ("import json, time\n", "import json\n\n\nx = 1\n"),
        ("import time, json\n", "import json\n\n\nx = 1\n"),
        ("import time as clock\n", "x = 1\n"),
        ("import os.path\n", "x = 1\n"),
        ("from json import dumps\n", "x = 1\n"),
        ("from json import dumps, loads\n", "from json import loads\n\n\nx = 1\n"),
        ("from json import (\n    dumps,\n    loads,\n)\n", "from json import (\n    loads,\n)\n\n\nx = 1\n"),
        ("from json import (\n    dumps,\n)\n", "x = 1\n"),
        ('"""Text."""\n\nimport time\n', '"""Text."""\n\n\nx = 1\n'),
        ("import time\n\nimport requests\n", "import requests\n\n\nx = 1\n"),
        ("import json\n\nimport time\n\nimport requests\n", "import json\n\nimport requests\n\n\nx = 1\n"),
        ("# c\nimport time\n# d\nimport json\n", "# c\n# d\nimport json\n\n\nx = 1\n"),
        ("def f():\n    import time\n    return 1\n", "def f():\n    return 1\n\n\nx = 1\n"),
    ],
)  # fmt: skip
def test_import_goes(imports: str, left: str) -> None:
    assert removed(imports) == left
    assert removed(imports.replace("\n", "\r\n"), "\r\n\r\nx = 1\r\n") == left.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("imports", "rest"),
    [
        ("import time\n", USE),
        ("import time\n", "\n\nx: 'time.struct_time'\n"),
        ("import time\n", "\n\ndef f() -> 'list[time.x]': ...\n"),
        ("import time\n", "\n\nx = 1  # type: time.struct_time\n"),
        ("import time\n", "\n\n__all__ = ['time']\n"),
        ("import time\n", "\n\n__all__ += ['time']\n"),
        ("import time as time\n", "\n"),
        ("from clock import time as time\n", "\n"),
        ("import time  # noqa: F401\n", "\n"),
        ("import time  # kept for others\n", "\n"),
        ("import time; x = 1\n", "\n"),
        ("try:\n    import time\nexcept ImportError:\n    time = None\n", "\n"),
        ("try:\n    import time\nexcept ImportError:\n    pass\n", "\n"),
        ("if x:\n    import time\n", "\n"),
        ("import time\ntime = time\n", "\n"),
        ("import time\n\n\ndef time(): ...\n", "\n"),
        ("import json\n", "\n"),
        ("from json import *\n", "\n"),
        ("from __future__ import annotations\n", "\n"),
        ("from json import (\n    dumps,  # c\n    loads,\n)\n", "\n"),
        ("import time\n", "\n\ndef f():\n    global time\n"),
    ],
)
def test_import_stays(imports: str, rest: str) -> None:
    assert removed(imports, rest) == imports + rest


def test_import_stays_in_a_package_unless_it_is_pythons_own_module() -> None:
    for imports in ("from json import dumps\n", "import time as clock\n"):
        assert removed(imports, path="pkg/__init__.py").startswith(imports)
    assert removed("import time\n", path="pkg/__init__.py") == "x = 1\n"


def test_what_was_unused_before_stays() -> None:
    before, after = b"import json\nimport time\n\ntime\n", b"import json\nimport time\n\n1\n"
    assert without_unused_imports("a.py", before, after, lambda data: []) == b"import json\n\n1\n"


def test_import_stays_when_its_removal_changes_the_findings() -> None:
    def lint(data: bytes) -> list[Finding]:
        return [] if b"import time" in data else [Finding("ASY101", "x", "x", Span(1, 0, 1, 1))]

    text = b"import time\n\n\nx = 1\n"
    assert without_unused_imports("a.py", text + b"time\n", text, lint) == text


TEXT = "import time\nimport json\n\n\nasync def main():\n    time.sleep(1)\n"


@pytest.mark.parametrize(
    ("other", "is_asked", "stays"),
    [
        ("", False, False),
        ("import a\n", False, False),
        ("with patch('pkg.a.time.sleep'): pass\n", False, True),
        ("setattr(a, 'time', None)\n", False, True),
        ("from pkg.a import (main, time)\n", False, True),
        ("from a import *\n", False, True),
        ("import a as module\nmodule.time.sleep(1)\n", False, True),
        ("from pkg.a import time\n", True, False),
    ],
)
def test_unless_others_may_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str, is_asked: bool, stays: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.py").touch()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(other)
    path = tmp_path / "a.py"
    path.write_text(TEXT)
    argv = ["--isolated", "--no-cache", "--apply", str(path)]
    assert main([*argv, *(["--remove-unused-imports"] if is_asked else [])]) == 0
    imports = "import time\nimport json\n" if stays else "import json\n"
    after = "import asyncio\n\n\nasync def main():\n    await asyncio.sleep(1)\n"
    assert path.read_text() == f"{imports}{after}"


@pytest.mark.parametrize(
    ("name", "other", "stays"),
    [
        ("b.py", "", False),
        ("b.py", "from . import time\n", True),
        ("b.py", "from .a import main\n", False),
        ("other.py", "from pkg import main, time\n", True),
    ],
)
def test_unless_others_take_it_out_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, other: str, stays: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.py").touch()
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / name if name == "b.py" else tmp_path / name).write_text(other)
    path = tmp_path / "pkg" / "__init__.py"
    path.write_text(TEXT)
    assert main(["--isolated", "--no-cache", "--apply", str(path)]) == 0
    assert ("import time\n" in path.read_text()) is stays


def test_helpers_that_become_async(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.py"
    path.write_text(
        "import time\n\n\ndef f():\n    time.sleep(1)\n\n\nasync def main():\n    f()\n"
    )
    argv = ["--isolated", "--no-cache", "--apply", "--unsafe-fixes", "--propagate"]
    assert main([*argv, "--remove-unused-imports"]) == 0
    assert path.read_text().startswith("import asyncio\n\n\nasync def f():\n")
