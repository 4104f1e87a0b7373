"""Which library for files a project depends on, and which one fits the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixing import fix_until_stable

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings, project_file_library

BLOCK = b"async def f(path):\n    with open(path) as file:\n        return file.read()\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("requirements.txt", "httpx\naiofiles>=23\n", "aiofiles"),
        ("requirements.txt", "anyio[trio]==4.0\n", "anyio"),
        ("requirements.txt", "anyio\naiofiles\n", "aiofiles"),
        ("requirements.txt", "# aiofiles\naiofiles-stubs\nmy-anyio\n", ""),
        ("pyproject.toml", '[project]\ndependencies = ["httpx", "aiofiles ~= 23.1"]\n', "aiofiles"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nanyio = "^4"\n', "anyio"),
        ("pyproject.toml", "[tool.pytest.ini_options]\nanyio_mode = 'auto'\n", ""),
        ("pyproject.toml", "", ""),
    ],
)
def test_dependency_is_read_from_the_project(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / name).write_text(text)
    assert project_file_library(tmp_path) == expected
    if text:
        assert project_file_library(tmp_path / "package") == expected


@pytest.mark.parametrize(
    ("imports", "library", "opening"),
    [
        (b"import asyncio\n", "", "with open(path)"),
        (b"import aiofiles\n", "", "async with aiofiles.open(path)"),
        (b"import anyio\n", "", "async with await anyio.open_file(path)"),
        (b"import trio\n", "", "async with await trio.open_file(path)"),
        (b"import trio\n", "aiofiles", "async with await trio.open_file(path)"),
        (b"import trio\n", "anyio", "async with await anyio.open_file(path)"),
        (b"import asyncio\n", "trio", "with open(path)"),
        (b"import asyncio\n", "anyio", "async with await anyio.open_file(path)"),
    ],
)
def test_library_fits_the_code(imports: bytes, library: str, opening: str) -> None:
    data = imports + BLOCK
    fixed = fix_until_stable("x.py", data, Settings(file_library=library), unsafe=True).decode()
    assert f"    {opening} as file" in fixed


def test_words_are_those_of_what_the_file_imports(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("import trio\nasync def send(data): await trio.sleep(1)\n")
    (tmp_path / "both.py").write_text("import trio\nimport asyncio\n")
    for module, word in (("net", "trio.to_thread"), ("both", "asyncio.to_thread")):
        text = f"import os\nfrom {module} import *\nasync def f(p):\n    return os.listdir(p)\n"
        path = tmp_path / "main.py"
        path.write_text(text)
        (found,) = lint_source(str(path), text.encode(), Settings())
        assert word in found.message


@pytest.mark.parametrize(
    ("code", "fixed"),
    [
        ("open(path).read()", "await asyncio.to_thread(Path(path).read_text)"),
        ('open("a.txt").read()', 'await asyncio.to_thread(Path("a.txt").read_text)'),
        ('open(path, "rb").read()', "await asyncio.to_thread(Path(path).read_bytes)"),
        ("open(path).read(10)", ""),
        ("open(path).readlines()", ""),
        ('open(path, encoding="utf-8").read()', ""),
        ("open(unknown).read()", ""),
        ("open(number).read()", ""),
    ],
)
def test_a_file_read_where_it_is_opened(code: str, fixed: str) -> None:
    head = "import asyncio\nfrom pathlib import Path\n\n\nasync def f(path: str, unknown, number: int):\n"
    text = f"{head}    x = {code}\n    return x\n"
    new = fix_until_stable("m.py", text.encode(), Settings(target_version=(3, 11)), unsafe=True)
    if fixed:
        assert new.decode() == text.replace(code, fixed)
    else:
        assert f"return {code}" in new.decode()
    found = lint_source("m.py", text.encode(), Settings(target_version=(3, 11)))
    assert any(f"'{fixed}'".replace("Path(path)", "path") in f.message for f in found) or (
        "a.txt" in code or not fixed
    )


@pytest.mark.parametrize("code", ["open(path).read()", 'open("a.txt", "rb").read()'])
def test_a_file_is_read_in_no_thread_that_its_python_does_not_know(code: str) -> None:
    text = f"import asyncio\n\n\nasync def f(path: str):\n    x = {code}\n    return x\n"
    new = fix_until_stable("m.py", text.encode(), Settings(target_version=(3, 8)), unsafe=True)
    assert "to_thread" not in new.decode()
    found = lint_source("m.py", text.encode(), Settings(target_version=(3, 8)))
    assert found
    assert not any("to_thread" in f.message for f in found)
