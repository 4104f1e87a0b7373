"""Fixed statements stand in lines as the file's formatter would break them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from flake8_asyncpitfalls.fixes.text.code_lines import laid_out
from flake8_asyncpitfalls.fixes.text.file_text import FileText
from flake8_asyncpitfalls.settings import Settings
from tests.fixing import fix_until_stable

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "the_first_argument", "the_second_argument", "the_third_argument"


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (
            f"x = f({A})",
            f"x = f({A})",
        ),
        (
            "x = f(\n    a\n)",
            "x = f(a)",
        ),
        (
            "f(\n    a,\n)",
            "f(\n    a,\n)",
        ),
        (
            f"xx = await run({A}, {B})",
            f"xx = await run(\n    {A}, {B}\n)",
        ),
        (
            f"x = await run({A}, {B}, {C})",
            f"x = await run(\n    {A},\n    {B},\n    {C},\n)",
        ),
        (
            f"return {A} and {B} or None",
            f"return (\n    {A}\n    and {B}\n    or None\n)",
        ),
        (
            f"x = {A} if {B} else await run({C})",
            f"x = (\n    {A}\n    if {B}\n    else await run({C})\n)",
        ),
        (
            f"f(x=[v], key={A} if {B} else 1)",
            f"f(\n    x=[v],\n    key=(\n        {A}\n        if {B}\n        else 1\n    ),\n)",
        ),
        (
            f"f(x=[v], key=await run({A}, {B}, 1))",
            f"f(\n    x=[v],\n    key=await run(\n        {A}, {B}, 1\n    ),\n)",
        ),
        (
            f"if a and is_it and await run({A}, bbb):",
            f"if (\n    a\n    and is_it\n    and await run({A}, bbb)\n):",
        ),
        (
            f"if is_it and await run({A}, bbb, ccc, ddd):",
            f"if is_it and await run(\n    {A}, bbb, ccc, ddd\n):",
        ),
        (
            f"with open({A}, {B}) as file:",
            f"with open(\n    {A}, {B}\n) as file:",
        ),
        (
            f"g(f, h)({A}, {B})",
            f"g(f, h)({A}, {B})",
        ),
        (
            f"x = [y for y in {A} if y.{B}]",
            f"x = [\n    y\n    for y in {A}\n    if y.{B}\n]",
        ),
        (
            f"x: dict[str, int] = {A}[{B}]",
            f"x: dict[str, int] = {A}[\n    {B}\n]",
        ),
        (
            f"the_value_of_all_and_more = await run_it_now({A})",
            f"the_value_of_all_and_more = await run_it_now(\n    {A}\n)",
        ),
        (
            f"the_value_of_all_and_more, other = run_it_now_please({A})",
            f"the_value_of_all_and_more, other = (\n    run_it_now_please({A})\n)",
        ),
        (
            f"the_value_of_all_and_of_one, others = run_them({A}, b,)",
            f"the_value_of_all_and_of_one, others = run_them(\n    {A},\n    b,\n)",
        ),
        (
            f"the_first_value, others = run_all_of_them_at_once_now({A},)",
            f"the_first_value, others = (\n    run_all_of_them_at_once_now(\n        {A},\n    )\n)",
        ),
        (
            f"x = yes(1) if {A} else {B}.get(1).run({C}, 1)",
            f"x = (\n    yes(1)\n    if {A}\n    else {B}.get(1).run(\n        {C}, 1\n    )\n)",
        ),
        (
            f"x += not {A} + {B} * {C}",
            f"x += (\n    not {A}\n    + {B} * {C}\n)",
        ),
        (
            f"x = lambda a, b: f({A}, {B}, b)",
            f"x = lambda a, b: f(\n    {A}, {B}, b\n)",
        ),
        (
            f"x = f('{A}', *{B}, **k)",
            f"x = f(\n    '{A}', *{B}, **k\n)",
        ),
        (
            f'x = ("" if a else {A}, await run({A}, 1))',
            f'x = (\n    "" if a else {A},\n    await run({A}, 1),\n)',
        ),
        (
            f"for x in await run({A}, {B}, 1):",
            f"for x in await run(\n    {A}, {B}, 1\n):",
        ),
        (
            f"x = [{A}, {B},]",
            f"x = [\n    {A},\n    {B},\n]",
        ),
        (
            f"x = [{A}, {B},][0]",
            f"x = [\n    {A},\n    {B},\n][0]",
        ),
        (
            f"x = ({A},)",
            f"x = ({A},)",
        ),
        (
            f"elif {A} not in {B} and not a:",
            f"elif (\n    {A} not in {B}\n    and not a\n):",
        ),
        (
            f"x = await a.run({A}) if b else await a.run({B})",
            f"x = (\n    await a.run({A})\n    if b\n    else await a.run({B})\n)",
        ),
        (
            f"f(\n    # why\n    x=a, y={A},  # so\n)",
            f"f(\n    # why\n    x=a,\n    y={A},  # so\n)",
        ),
        (
            f"f(x=a,  # why\n    y={A})",
            f"f(\n    x=a,  # why\n    y={A},\n)",
        ),
    ],
)
def test_lines_as_formatters_write_them(code: str, lines: str) -> None:
    assert laid_out(code, 0, 52) == lines


@pytest.mark.parametrize(
    "code",
    [
        f"x = query({A}).filter({B}).all()",
        "f(  # why\n    a\n    # none\n)",
        'f("""a\nb""")',
        "x = a + \\\n    b",
        "def f(a): pass",
        "import a",
        "f(\n\ta\n)",
        f"x = [{A}, {'1, ' * 3000}]",
        "f(]",
    ],
)
def test_what_has_a_layout_of_its_own_is_left_out(code: str) -> None:
    assert laid_out(code, 0, 40) is None


def fixed(tmp_path: Path, code: str, settings: str = "") -> str:
    (tmp_path / ".git").mkdir(exist_ok=True)
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nrequires-python = '>=3.11'\n" + settings, encoding="utf-8"
    )
    file = tmp_path / "program.py"
    file.write_text(dedent(code), encoding="utf-8")
    data = fix_until_stable(str(file), file.read_bytes(), Settings(), unsafe=True)
    return data.decode("utf-8")


def test_fixes_lay_out_the_statement_around_them(tmp_path: Path) -> None:
    written = fixed(
        tmp_path,
        """\
        import asyncio
        import shutil


        async def copy(source, target, is_wanted, report):
            report(
                source=source + target, copied=shutil.copytree(source, target, dirs_exist_ok=True)
            )
            return shutil.copytree(source, target, dirs_exist_ok=True) if is_wanted else ""
        """,
    )
    assert written.endswith(
        """\
    report(
        source=source + target,
        copied=await asyncio.to_thread(
            shutil.copytree, source, target, dirs_exist_ok=True
        ),
    )
    return (
        await asyncio.to_thread(shutil.copytree, source, target, dirs_exist_ok=True)
        if is_wanted
        else ""
    )
"""
    )


CALL = """\
import asyncio
import shutil


async def copy(source, target, report):
    report(shutil.copytree(source, target, dirs_exist_ok=True), "which is copied")
"""


def test_width_is_that_of_the_project(tmp_path: Path) -> None:
    wide = fixed(tmp_path, CALL, "[tool.ruff]\nline-length = 120\n")
    assert wide.splitlines()[-1].endswith(', dirs_exist_ok=True), "which is copied")')
    narrow = fixed(tmp_path, CALL, "[tool.black]\n")
    assert narrow.splitlines()[-3:-1] == [
        "        await asyncio.to_thread(shutil.copytree, source, target, dirs_exist_ok=True),",
        '        "which is copied",',
    ]


def test_who_breaks_lines_otherwise_may_go_on(tmp_path: Path) -> None:
    by_hand = "\n\nTABLE = [1, 2,\n         3]\nOTHER = f(1,\n          2)\n"
    written = fixed(tmp_path, CALL + by_hand)
    assert "    report(await asyncio.to_thread(shutil.copytree, source, target," in written


def test_width_shows_in_broken_lines() -> None:
    call = "x = f({}, bbbbbbbbb)\n".format(", ".join(["aaaaaaaa"] * 9))
    at_100 = f"x = g(\n    {'a' * 84}, bbbbbbbbb\n)\n"
    assert FileText.of_data((call + at_100).encode()).width == 100
    assert FileText.of_data(call.encode()).width == 106


def test_lines_that_nobody_can_break_show_no_width() -> None:
    code = "x = 1\n" * 100 + f"y = g({'a' * 80})\n" + "z = g(\n    1,\n)\n"
    comments, texts = f"# {'c' * 93}\n" * 5, f"TOLD = [\n    '{'c' * 91}',\n]\n" * 5
    assert FileText.of_data((code + comments + texts).encode()).width == 88
    values = f"OTHER = {'c' * 91}\n" * 5
    assert FileText.of_data((code + comments + texts + values).encode()).width == 100


def test_way_out_that_no_coroutine_takes_goes(tmp_path: Path) -> None:
    code = """\
        import asyncio


        async def now():
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                loop = asyncio.get_event_loop()
            return loop.time()
        """
    written = fixed(tmp_path, code)
    assert written.endswith("    loop = asyncio.get_running_loop()\n    return loop.time()\n")


@pytest.mark.parametrize(("settings", "between"), [("[tool.black]\n", "\n"), ("", "")])
def test_formatters_set_nested_functions_apart(tmp_path: Path, settings: str, between: str) -> None:
    code = """\
        import json


        async def load(path):
            found = None
            if path:
                with open(path) as file:
                    found = json.load(file)
            return found
        """
    written = fixed(tmp_path, code, settings)
    assert f"    if path:\n{between}        def load_found():\n" in written


def test_functions_stand_before_loops_and_tries(tmp_path: Path) -> None:
    code = """\
        import json


        async def load(paths, queue):
            found = []
            for path in paths:
                await queue.put(path)
                try:
                    # The rest is checked elsewhere.
                    with open(path) as file:
                        found.append(json.load(file))
                except OSError:
                    pass
            return found


        async def close(path, handle):
            try:
                await handle.close()
            finally:
                with open(path) as file:
                    print(json.load(file))
        """
    written = fixed(tmp_path, code, "[tool.black]\n")
    assert "    found = []\n\n    def load_file(path):\n" in written
    assert "\n\n    for path in paths:\n        await queue.put(path)\n        try:\n" in written
    assert "    finally:\n\n        def load_file():\n" in written


def test_width_shows_in_neighbours(tmp_path: Path) -> None:
    long = "TABLE = '" + "x" * 84 + "'\n"
    (tmp_path / "another.py").write_text(long * 300, encoding="utf-8")
    file = tmp_path / "program.py"
    file.write_text("x = 1\n", encoding="utf-8")
    assert FileText.of_data(file.read_bytes(), str(file)).width == 100


def test_lines_of_windows_are_laid_out(tmp_path: Path) -> None:
    code = """\
        import requests


        async def load(address, timeout):
            return requests.get(
                address + "/a/path/that/is/rather/long", params={"key": 1}, timeout=timeout
            ).json()
        """
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.black]\n", encoding="utf-8")
    file = tmp_path / "program.py"
    file.write_bytes(dedent(code).replace("\n", "\r\n").encode())
    data = fix_until_stable(str(file), file.read_bytes(), Settings(), unsafe=True)
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    assert (
        data.decode()
        .replace("\r\n", "\n")
        .endswith(
            """\
    return (
        await asyncio.to_thread(
            requests.get,
            address + "/a/path/that/is/rather/long",
            params={"key": 1},
            timeout=timeout,
        )
    ).json()
"""
        )
    )


def test_narrow_width_shows_in_broken_lines() -> None:
    at_79 = f"x = g(\n    {'a' * 64}, bbbbbbbbb\n)\n"
    assert FileText.of_data(at_79.encode()).style[:3] == (79, True, True)
    at_88 = f"x = g(\n    {'a' * 72}, bbbbbbbbb\n)\n"
    assert FileText.of_data(at_88.encode()).style[:3] == (88, True, True)


@pytest.mark.parametrize(
    ("before", "between"),
    [
        ("if path:", "if path:\n\n        def"),
        ("if path:\n        # Why.", "if path:\n        # Why.\n        def"),
        ("print(path)\n    if path:\n        # Why.", "if path:\n        # Why.\n        def"),
    ],
)
def test_empty_lines_before_the_first_function_of_a_block(
    tmp_path: Path, before: str, between: str
) -> None:
    block = "try:\n            with open(path) as file:\n                found = json.load(file)\n"
    code = (
        f"import json\n\n\nasync def load(path):\n    found = None\n    {before}\n        {block}"
    )
    code += "        except OSError:\n            pass\n    return found\n"
    assert between in fixed(tmp_path, code, "[tool.black]\n")


def test_empty_line_before_the_comment_of_a_function(tmp_path: Path) -> None:
    code = """\
        import json


        async def load(path):
            found = None
            # What is there.
            try:
                with open(path) as file:
                    found = json.load(file)
            except OSError:
                pass
            return found
        """
    written = fixed(tmp_path, code, "[tool.black]\n")
    assert "    found = None\n\n    # What is there.\n    def load_found():\n" in written


def test_two_empty_lines_after_a_class_among_the_imports(tmp_path: Path) -> None:
    code = """\
        import asyncio
        from typing import TYPE_CHECKING

        if TYPE_CHECKING:
            from typing import Protocol

            class Kind(Protocol):
                name: str


        async def start(run):
            asyncio.create_task(run())
        """
    written = fixed(tmp_path, code, "[tool.black]\n")
    assert (
        "        name: str\n\n\n_background_tasks: set[asyncio.Task[object]] = set()\n\n\nasync def"
        in written
    )


def test_comments_of_the_first_of_several_statements_move_with_it(tmp_path: Path) -> None:
    code = """\
        from pathlib import Path


        async def save_there(path: Path, text):
            print(path)
            # Its folder may be missing.
            path.parent.mkdir(parents=True, exist_ok=True)
            # Then the text.
            with path.open("w") as file:
                file.write(text)
                file.write("end")


        async def save(path, text):
            print(path)
            # It is kept.
            with open(path, "w") as file:
                file.write(text)
                file.flush()


        async def save_if_possible(path: Path, text):
            print(path)
            try:
                # Its folder may be missing.
                path.parent.mkdir(parents=True, exist_ok=True)
                # Then the text.
                with path.open("w") as file:
                    file.write(text)
                    file.write("end")
            except OSError:
                print("no")
        """
    written = fixed(tmp_path, code, "[tool.black]\n")
    assert "    print(path)\n\n    def write_text():\n        # Its folder may" in written
    assert "    print(path)\n\n    # It is kept.\n    def write_text():\n" in written
    assert written.count("    def write_text():\n        # Its folder may be missing.") == 2
    assert "    try:\n        await asyncio.to_thread(write_text)\n" in written


def test_functions_stay_behind_what_they_use(tmp_path: Path) -> None:
    code = """\
        import json


        async def load(folder, read):
            print(folder)
            try:
                name = await read(folder)
                with open(name) as file:
                    found = json.load(file)
                return found
            except OSError:
                return None


        async def load_first(name, read):
            print(name)
            try:
                folder = await read(name)
                with open(name) as file:
                    found = json.load(file)
                return folder, found
            except OSError:
                return None
        """
    written = fixed(tmp_path, code, "[tool.black]\n")
    assert "        name = await read(folder)\n\n        def load_found():\n" in written
    assert "    print(name)\n\n    def load_found():\n" in written


HANGING = "".join(f"VALUE_{n} = make(first={n},\n               second={n})\n" for n in range(5))


def test_lines_under_a_bracket_move_with_it(tmp_path: Path) -> None:
    code = f"""\
import asyncio

{HANGING}

async def start(executor, work, value):
    future = asyncio.get_event_loop().run_in_executor(executor, work,
                                                      {{
                                                          1: value,
                                                      }},
                                                      value)
    await future


async def untouched(executor, work, value):
    future = asyncio.get_event_loop().run_in_executor(executor, work,
        value)
    await future
"""
    written = fixed(tmp_path, code)
    blanks = " " * len("    future = asyncio.get_running_loop().run_in_executor(")
    assert f"work,\n{blanks}{{\n{blanks}    1: value,\n{blanks}}},\n{blanks}value)" in written
    assert "run_in_executor(executor, work,\n        value)" in written


def test_brackets_close_where_they_do_in_the_file(tmp_path: Path) -> None:
    code = f"""\
import os

{HANGING}

async def names(a_folder_with_a_name, other_folder_with_a_name):
    found = os.listdir(os.path.join(a_folder_with_a_name, other_folder_with_a_name))
    return found
"""
    written = fixed(tmp_path, code, "[tool.yapf]\n")
    assert (
        "(\n        os.listdir, os.path.join(a_folder_with_a_name, other_folder_with_a_name))"
        in written
    )
