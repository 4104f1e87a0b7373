"""``--propagate``: helpers and their callers become async in all files, or in none."""

from __future__ import annotations

import asyncio
import compileall
import os
import re
import subprocess
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import libcst as cst
import pytest
from editing import write_by

from flake8_asyncpitfalls import lint
from flake8_asyncpitfalls.cli import writing
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.cli.propagation import Workspace
from flake8_asyncpitfalls.edit import AddAwait
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.fixes.async_conversion import sessions
from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.span import Span

APPLY = ["--isolated", "--no-cache", "--jobs", "1", "--apply", "--unsafe-fixes", "--propagate"]
DIFF = [word if word != "--apply" else "--diff" for word in APPLY]
Captured = pytest.CaptureFixture[str]

TOOLS = """\
import time


def pause(seconds):
    time.sleep(seconds)
"""
APP = """\
from tools import pause


async def main():
    pause(1)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory that is a project: a helper that blocks, and a coroutine that calls it."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": "", "tools.py": TOOLS, "app.py": APP})
    return tmp_path


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.py"))
    }


def test_helper_and_its_callers_in_two_files(folder: Path, capsys: Captured) -> None:
    assert main(APPLY) == 0
    assert read(folder) == {
        "app.py": APP.replace("    pause(1)", "    await pause(1)"),
        "tools.py": (
            "import asyncio\nimport time\n\n\nasync def pause(seconds):\n"
            "    await asyncio.sleep(seconds)\n"
        ),
    }
    output = capsys.readouterr().out
    assert "fixed 1 in 2 files:\n  1  ASY151" in output
    before = read(folder)
    assert main(APPLY) == 0
    assert read(folder) == before


def test_without_the_option_the_call_is_offloaded(folder: Path) -> None:
    assert main([word for word in APPLY if word != "--propagate"]) == 0
    assert "asyncio.to_thread(pause, 1)" in (folder / "app.py").read_text()
    assert (folder / "tools.py").read_text() == TOOLS


HOPS = {
    "tools.py": TOOLS,
    "store/__init__.py": "from .users import load as load_user\n",
    "store/users.py": (
        "import requests\nimport tools\n\n\nclass Users:\n    def get(self, key):\n"
        "        tools.pause(key)  # first\n        return requests.get(key)\n\n"
        "    @staticmethod\n    def twice(key):\n"
        "        if key > 1:\n            return Users.twice(key - 1)\n"
        "        return Users().get(key).text\n\n\n"
        "def load(key):\n    return Users.twice(key) + '!'\n"
    ),
    "app.py": (
        "from store import load_user\nimport tools as t\n\n\n"
        "async def main(keys):\n    t.pause(1)\n    return [load_user(key).upper() for key in keys]\n"
    ),
}


def test_many_hops_names_and_modules(folder: Path, capsys: Captured) -> None:
    write(folder, HOPS)
    assert main(APPLY) == 0
    texts = read(folder)
    assert "return [(await load_user(key)).upper() for key in keys]" in texts["app.py"]
    assert "    await t.pause(1)\n" in texts["app.py"]
    users = texts["store/users.py"]
    assert "    async def get(self, key):\n        await tools.pause(key)  # first\n" in users
    assert "        return await asyncio.to_thread(requests.get, key)\n" in users
    assert "    @staticmethod\n    async def twice(key):\n" in users
    assert "            return await Users.twice(key - 1)\n" in users
    assert "        return (await Users().get(key)).text\n" in users
    assert "async def load(key):\n    return await Users.twice(key) + '!'\n" in users
    assert texts["store/__init__.py"] == HOPS["store/__init__.py"]
    assert "nothing left" in capsys.readouterr().out
    assert compileall.compile_dir(folder, quiet=1)
    assert main(APPLY) == 0
    assert read(folder) == texts


def test_who_sets_attributes_by_name_asks_for_no_function(folder: Path) -> None:
    copied = "import tools\n\n\ndef copied(values):\n    for name in values:\n        setattr({}, name, 1)\n"
    write(folder, {"more.py": copied.format("tools") + "        hasattr(tools, name)\n"})
    assert main(APPLY) == 0
    assert "async def pause(seconds):" in read(folder)["tools.py"]


def test_diff_shows_both_steps_and_writes_nothing(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(
        folder, {"app.py": f"{APP}\n\nasync def other():\n    import time\n\n    time.sleep(2)\n"}
    )
    before = read(folder)
    assert main(DIFF) == 1
    assert read(folder) == before
    (folder / "p.diff").write_bytes(capfdbinary.readouterr().out)
    assert main(APPLY) == 0
    applied = read(folder)
    assert "await asyncio.sleep(2)" in applied["app.py"]
    write(folder, before)
    subprocess.run(["patch", "-p1", "-i", "p.diff"], check=True, capture_output=True, cwd=folder)
    assert read(folder) == applied


# Refused, with the reason

REFUSED = {
    "sync caller": (
        "def test_pause():\n    pause(0)\n",
        "'test_pause' must stay synchronous: nothing in the project calls it (more.py:4)",
    ),
    "module level": ("pause(0)\n", "it is called at module level (more.py:4)"),
    "class body": ("class A:\n    pause(0)\n", "it is called in a class body (more.py:5)"),
    "lambda": ("f = lambda: pause(0)\n", "it is called in a lambda (more.py:4)"),
    "value": (
        "import threading\n\n\nasync def f():\n    threading.Thread(target=pause).start()\n",
        "it is passed as a value (more.py:8)",
    ),
    "other name": ("wait = pause\n", "it is passed as a value (more.py:4)"),
    "string": (
        "from unittest import mock\n\nmock.patch('tools.pause')\n",
        "it is named in a string (more.py:6)",
    ),
    "string beside its module": (
        "import tools\n\n\ndef f(mocker):\n    mocker.setattr(tools, 'pause', print)\n",
        "it is named in a string (more.py:8)",
    ),
    "export": ("__all__ = ['pause']\n", "it is a public name in __all__ (more.py:4)"),
    "getattr": (
        "import tools\n\n\ndef f(name):\n    return getattr(tools, name)\n",
        "getattr may ask for it by a name that is not written out (more.py:8)",
    ),
    "replaced": ("import tools\n\ntools.pause = print\n", "it is replaced (more.py:6)"),
    "generator expression": (
        "async def f():\n    return sum(pause(n) for n in range(3))\n",
        "no await can stand there (more.py:5)",
    ),
    "held lock": (
        (
            "import threading\n\nlock = threading.Lock()\n\n\nasync def f():\n    with lock:\n"
            "        pause(1)\n"
        ),
        "no await can stand there (more.py:11)",
    ),
    "awaited": ("async def f():\n    await pause(1)\n", "its result is awaited already"),
    "two functions": (
        "def other(x):\n    pass\n\n\nasync def f(x):\n    (pause if x else other)(1)\n",
        "it is passed as a value (more.py:9)",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_for_a_use(folder: Path, capsys: Captured, case: str) -> None:
    text, reason = REFUSED[case]
    write(folder, {"more.py": f"from tools import pause\n\n\n{text}"})
    main(APPLY)
    assert (folder / "tools.py").read_text() == TOOLS
    output = capsys.readouterr().out
    assert "not made async " in output
    assert "\n  app.py:5:5: ASY151: " in output
    assert reason in output


EXAMPLE = (
    'import time\n\n\ndef pause(n):\n    """Wait.\n\n    {example}\n    """\n    time.sleep(n)\n'
)


@pytest.mark.parametrize(
    ("example", "is_called"), [(">>> pause(0)", True), (">>> print(pause)", False)]
)
def test_refused_for_an_example_that_doctest_would_run(
    folder: Path, capsys: Captured, example: str, is_called: bool
) -> None:
    write(folder, {"tools.py": EXAMPLE.format(example=example)})
    main(APPLY)
    assert ("async def" not in (folder / "tools.py").read_text()) is is_called
    assert ("an example in a docstring calls it" in capsys.readouterr().out) is is_called


MANAGER = """\
import contextlib


class Box:
    def __enter__(self):
        time.sleep(1)

    def __exit__(self, *error):
        pass


def enter():
    with Box():
        pass
"""
SHAPES = {
    "property": (
        "class Box:\n    @property\n    def size(self):\n        time.sleep(1)\n",
        "Box().size",
        "it is a property",
    ),
    "dunder": (
        "class Box:\n    def __len__(self):\n        time.sleep(1)\n",
        "Box().__len__()",
        "Python itself calls it",
    ),
    "constructor": (
        "class Box:\n    def __init__(self):\n        time.sleep(1)\n",
        "Box()",
        "Python itself calls it",
    ),
    "generator": (
        "def each():\n    time.sleep(1)\n    yield 1\n",
        "[x for x in each()]",
        "it is a generator",
    ),
    "decorator": (
        "def logged(function):\n    return function\n\n\n@logged\ndef wait():\n    time.sleep(1)\n",
        "wait()",
        "its decorator logged may not take an async function",
    ),
    "override": (
        (
            "class Base:\n    run = print\n\n\n"
            "class Box(Base):\n    def run(self):\n        time.sleep(1)\n"
        ),
        "Box().run()",
        "Base has a method of that name",
    ),
    "overridden": (
        (
            "class Box:\n    def run(self):\n        time.sleep(1)\n\n\n"
            "class Small(Box):\n    @staticmethod\n    def run():\n        pass\n"
        ),
        "Box().run()",
        "Small has a method of that name",
    ),
    "base that nobody sees": (
        (
            "from elsewhere import Base\n\n\n"
            "class Box(Base):\n    def run(self):\n        time.sleep(1)\n"
        ),
        "Box().run()",
        "a base of Box cannot be seen",
    ),
    "exported": ("__all__ = ['wait']\n\n\ndef wait():\n    time.sleep(1)\n", "wait()", "__all__"),
    "bound twice": (
        "def wait():\n    time.sleep(1)\n\n\ndef set_up():\n    global wait\n    wait = print\n",
        "wait()",
        "",
    ),
    "unknown object": (
        (
            "class Box:\n    def run(self):\n        time.sleep(1)\n\n\n"
            "def all_of(boxes):\n    for box in boxes:\n        box.run()\n"
        ),
        "Box().run()",
        "the object there may be one that has it",
    ),
    "method by a name": (
        (
            "class Box:\n    def run_it(self):\n        time.sleep(1)\n\n"
            "    def do(self, name):\n        return getattr(self, f'run_{name}')()\n"
        ),
        "Box().run_it()",
        "getattr may ask for it",
    ),
    "called through a protocol": (
        (
            "from typing import Protocol\n\n\nclass Runs(Protocol):\n    def run(self): ...\n\n\n"
            "class Box:\n    def run(self):\n        time.sleep(1)\n\n\n"
            "def go(it: Runs):\n    it.run()\n"
        ),
        "Box().run()",
        "through a class that only promises it",
    ),
    "manager in a stack": (
        f"{MANAGER}\n\ndef stacked(stack):\n    with Box():\n        stack.enter_context(Box())\n",
        "enter()",
        "a stack enters it",
    ),
    "manager with another": (
        f"{MANAGER}\n\ndef stacked():\n    with Box(), open('x'):\n        pass\n",
        "enter()",
        "the block has another manager too",
    ),
    "manager that nobody knows": (
        f"{MANAGER}\n\ndef stacked(box):\n    with box:\n        pass\n",
        "enter()",
        "the object there may be one that has it",
    ),
    "half a manager": (
        "class Box:\n    def __enter__(self):\n        time.sleep(1)\n",
        "Box().__enter__()",
        "only one end of the context manager is here",
    ),
    "no fix in place": (
        "def wait(lines):\n    import sqlite3\n\n    return sqlite3.connect(lines)\n",
        "wait('lines.db')",
        "what blocks in 'wait' has no fix (ASY103)",
    ),
}


@pytest.mark.parametrize("case", SHAPES)
def test_refused_for_what_it_is(folder: Path, capsys: Captured, case: str) -> None:
    code, use, reason = SHAPES[case]
    text = f"import time\n\n\n{code}\n\nasync def main():\n    {use}\n"
    write(folder, {"tools.py": text, "app.py": ""})
    main(APPLY)
    after = (folder / "tools.py").read_text()
    assert after.replace("await asyncio.to_thread(wait, ", "wait(").count("async def") == 1
    output = capsys.readouterr().out
    assert reason in output
    assert ("not made async 1:" in output) is bool(reason)


KIN = """\
import time


class Base:
    def run(self):
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.run()


class Box(Base):
    def run(self):
        time.sleep(1)

    def __exit__(self, *error):
        super().__exit__(*error)


class Fake(Base):
    def run(self):
        print("fake")


class Other:
    def run(self):
        print("no kin")


def enter(box: Base):
    with box as entered:
        return entered.run()


async def main(is_real):
    enter(Box() if is_real else Fake())
    Other().run()
"""


def test_what_overrides_and_both_ends_of_a_manager_change_together(folder: Path) -> None:
    write(folder, {"tools.py": KIN, "app.py": ""})
    assert main(APPLY) == 0
    text = read(folder)["tools.py"]
    assert text.count("    async def run(self):\n") == 3
    assert "    async def __aenter__(self):\n        return self\n" in text
    assert "    async def __aexit__(self, *error):\n        await self.run()\n" in text
    assert "        await super().__aexit__(*error)\n" in text
    assert "    async with box as entered:\n        return await entered.run()\n" in text
    assert "    await enter(Box() if is_real else Fake())\n    Other().run()\n" in text
    namespace = {}
    exec(compile(text, "tools.py", "exec"), namespace)
    assert asyncio.run(namespace["main"](is_real=False)) is None


TESTS = {
    "nothing": ("", False),
    "settings": ("", True),
    "mark of the module": ("pytestmark = [pytest.mark.asyncio]\n\n\n", True),
    "mark of the class": ("@pytest.mark.anyio\n", True),
    "plain case": ("from unittest import TestCase\n\n\n", False),
    "async case": ("from unittest import IsolatedAsyncioTestCase as TestCase\n\n\n", True),
}


@pytest.mark.parametrize("case", TESTS)
def test_a_test_changes_where_async_tests_are_run(
    folder: Path, capsys: Captured, case: str
) -> None:
    above, changes = TESTS[case]
    base = "(TestCase)" if "TestCase" in above else ""
    head = "import pytest\nfrom tools import pause\n\n\n"
    mark = "    @pytest.mark.parametrize('x', [1])\n" if changes and not base else ""
    test = f"class TestIt{base}:\n{mark}    def test_it(self, x):\n        pause(x)\n"
    write(folder, {"tests/test_tools.py": head + above + test})
    if case == "settings":
        write(folder, {"pyproject.toml": "[tool.pytest.ini_options]\nasyncio_mode = 'auto'\n"})
    main(APPLY)
    text = (folder / "tests/test_tools.py").read_text()
    assert ("    async def test_it(self, x):\n        await pause(x)\n" in text) is changes
    output = capsys.readouterr().out
    assert ("it is a test, and nothing shows that async tests are run" in output) is not changes


def test_no_test_changes_for_a_thread_alone(folder: Path, capsys: Captured) -> None:
    """What sleeps is better awaited, in its tests too; a request goes to a thread as a whole."""
    tools = f"{TOOLS}\n\ndef load(url):\n    return requests.get(url, timeout=5).text\n"
    tests = "from tools import load, pause\n\n\n"
    tests += "def test_load():\n    load('x')\n\n\ndef test_pause():\n    pause(1)\n"
    write(
        folder,
        {
            "pytest.ini": "[pytest]\nasyncio_mode = auto\n",
            "tools.py": f"import requests\n{tools}",
            "app.py": f"from tools import load\n{APP}    load('x')\n",
            "test_tools.py": tests,
        },
    )
    main(APPLY)
    text = (folder / "test_tools.py").read_text()
    assert text.endswith(
        "def test_load():\n    load('x')\n\n\nasync def test_pause():\n    await pause(1)\n"
    )
    assert "\ndef load(url):" in (folder / "tools.py").read_text()
    why = "'test_load' would change too, for a thread that can do it all"
    assert why in capsys.readouterr().out


def test_what_nothing_was_found_in_is_looked_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Where no helper changes, the other fixes are for files with findings alone."""
    write(
        folder,
        {"more.py": "async def quiet():\n    pass\n", "use.py": "import app\n\napp.pause(1)\n"},
    )
    seen = []
    lint_source = lint.lint_source

    def note(path: str, *rest: Any, **how: Any) -> list[Finding]:
        seen.append(path)
        return lint_source(path, *rest, **how)

    monkeypatch.setattr(lint, "lint_source", note)
    assert main(APPLY) == 0
    assert "asyncio.to_thread(pause, 1)" in (folder / "app.py").read_text()
    assert [seen.count(name) for name in ("more.py", "app.py")] == [1, 3]
    assert "nothing left in 4 files" in capsys.readouterr().out


def test_one_line_for_each_reason(folder: Path, capsys: Captured) -> None:
    write(folder, {"app.py": f"{APP}    pause(2)\n    pause(3)\n\n\nf = lambda: pause(1)\n"})
    main(APPLY)
    output = capsys.readouterr().out
    assert "not made async 3:\n  app.py:5:5: ASY151: 'pause' must stay" in output
    assert "it is called in a lambda (app.py:10); 2 more\n" in output


def test_a_string_that_is_no_name_of_the_helper_is_no_matter(folder: Path) -> None:
    text = "from elsewhere import path\n\nimport app\n\nurls = [path('pause', app.main), {'pause': 1}]\n"
    write(folder, {"more.py": text})
    assert main(APPLY) == 0
    assert "async def pause" in (folder / "tools.py").read_text()


def test_names_and_managers_that_can_be_nothing_of_ours_are_no_matter(folder: Path) -> None:
    text = (
        "import time\nfrom unittest.mock import patch\n\n\nclass Box:\n    def __enter__(self):\n"
        "        time.sleep(1)\n\n    def __exit__(self, *args):\n        pass\n\n\n"
        "def pause(seconds):\n    time.sleep(seconds)\n\n\ndef told(a):\n    return locals()\n\n\n"
        "def test_it():\n    with patch('app.time'):\n        pass\n\n\n"
        "async def main():\n    with Box():\n        pass\n"
    )
    write(folder, {"tools.py": text})
    assert main(APPLY) == 0
    changed = (folder / "tools.py").read_text()
    assert "async def pause" in changed
    assert "async def __aenter__" in changed
    write(
        folder,
        {
            "tools.py": text.replace("test_it()", "it(given)").replace("'app.time'", "given"),
            "app.py": APP,
        },
    )
    main(APPLY)
    changed = (folder / "tools.py").read_text()
    assert "async def pause" in changed
    assert "async def __aenter__" not in changed


PUBLISHED = "[project]\nname = 'kit'\nclassifiers = ['Intended Audience :: Developers']\n"
SOURCES = """\
import abc
import importlib
import time


class Source(abc.ABC):
    @abc.abstractmethod
    def read(self):
        pass


class Slow(Source):
    def read(self):
        time.sleep(1)


class _Own:
    def rest(self):
        time.sleep(1)


def doze():
    time.sleep(1)
"""
USES = """\
from kit.sources import Slow, Source, _Own, doze


async def run(source: Source):
    source.read()


async def other():
    Slow().read()
    _Own().rest()
    doze()
"""
LOADED = """

def load(name):
    module, _, cls = name.rpartition(".")
    return importlib.import_module(module).__dict__[cls]


def source_of(settings) -> Source:
    return load(settings["source"])()


class Other:
    def sit(self):
        time.sleep(1)


async def sit():
    Other().sit()
"""
INSTALLED = "it is public in a package that others install (kit/sources.py:22)"
METADATA, POINTS = "kit-1.dist-info/METADATA", "kit-1.dist-info/entry_points.txt"
IN_WHEEL = "Metadata-Version: 2.1\nName: kit\nVersion: 1\nClassifier: "
LIBRARIES = "Topic :: Software Development :: Libraries :: Python Modules"


@pytest.mark.parametrize(
    ("texts", "reason", "changed"),
    [
        ({}, "", ["read", "read", "rest", "doze"]),
        ({"pyproject.toml": PUBLISHED}, INSTALLED, ["rest"]),
        (
            {"pyproject.toml": PUBLISHED + "scripts.kit = 'kit.app:main'\n"},
            "'read' must stay synchronous: it is abstract in a package that others install",
            ["rest", "doze"],
        ),
        (
            {
                "pyproject.toml": PUBLISHED + "scripts.kit = 'kit.app:main'\n",
                "kit/__init__.py": "from kit.sources import doze\n",
            },
            "the package kit gives doze to all who install it (kit/sources.py:22)",
            ["rest"],
        ),
        (
            {"pyproject.toml": "[project]\nname = 'kit'\nscripts.nap = 'kit.sources:doze'\n"},
            "'doze' must stay synchronous: an entry point of the package names it",
            ["read", "read", "rest"],
        ),
        ({METADATA: IN_WHEEL + "Natural Language :: English\n"}, INSTALLED, ["rest"]),
        ({METADATA: IN_WHEEL + "Private :: Us\n"}, "", ["read", "read", "rest", "doze"]),
        (
            {
                METADATA: IN_WHEEL + "Natural Language :: English\n",
                POINTS: "[console_scripts]\nkit = kit.app:main\n",
            },
            "'read' must stay synchronous: it is abstract in a package that others install",
            ["rest", "doze"],
        ),
        (
            {
                METADATA: IN_WHEEL + LIBRARIES + "\n",
                POINTS: "[console_scripts]\nkit = kit.app:main\n",
            },
            INSTALLED,
            ["rest"],
        ),
        (
            {
                METADATA: IN_WHEEL + "Private :: Us\n",
                POINTS: "[console_scripts]\nnap = kit.sources:doze\n",
            },
            "'doze' must stay synchronous: an entry point of the package names it",
            ["read", "read", "rest"],
        ),
        (
            {
                "pyproject.toml": f"[project]\nname = 'kit'\nclassifiers = ['{LIBRARIES}']\n"
                "scripts.kit = 'kit.app:main'\n"
            },
            INSTALLED,
            ["rest"],
        ),
        (
            {"kit/sources.py": SOURCES + LOADED},
            "a class that is loaded by name in line 32 may have its own (kit/sources.py:13)",
            ["rest", "doze", "sit", "sit"],
        ),
    ],
)
def test_what_outsiders_may_call_or_override_stays(
    folder: Path, capsys: Captured, texts: dict[str, str], reason: str, changed: list[str]
) -> None:
    program = {"kit/__init__.py": "", "kit/sources.py": SOURCES, "kit/app.py": USES}
    write(folder, {"app.py": "", "tools.py": "", **program, **texts})
    main(APPLY)
    after = (folder / "kit/sources.py").read_text()
    assert re.findall(r"async def (\w+)", after) == changed
    assert reason in capsys.readouterr().out


def test_method_by_another_name_is_no_matter(folder: Path) -> None:
    text = (
        "import time\n\n\nclass Box:\n    def wait_for_it(self):\n        time.sleep(1)\n\n"
        "    def do(self, name):\n        return getattr(self, f'do_{name}')()\n\n\n"
        "async def main():\n    Box().wait_for_it()\n"
    )
    write(folder, {"tools.py": text, "app.py": ""})
    assert main(APPLY) == 0
    assert "await Box().wait_for_it()" in (folder / "tools.py").read_text()


def test_import_that_leads_nowhere(folder: Path, capsys: Captured) -> None:
    text = "from lost.tools import pause\n\n\nasync def f():\n    pause(1)\n"
    write(folder, {"more.py": text})
    main(APPLY)
    assert (folder / "tools.py").read_text() == TOOLS
    assert "the import cannot be followed (more.py:5)" in capsys.readouterr().out


def test_mixture_with_an_unseen_base_in_another_file(folder: Path, capsys: Captured) -> None:
    mixin = "import time\n\n\nclass Mixin:\n    def run(self):\n        time.sleep(1)\n"
    both = "from elsewhere import Base\nfrom tools import Mixin\n\n\nclass Both(Mixin, Base):\n    x = 1\n"
    app = "from tools import Mixin\n\n\nasync def main():\n    Mixin().run()\n"
    write(folder, {"tools.py": mixin, "both.py": both, "app.py": app})
    main(APPLY)
    assert (folder / "tools.py").read_text() == mixin
    assert "a base of Both cannot be seen" in capsys.readouterr().out


def test_caller_in_a_file_that_was_not_named(folder: Path, capsys: Captured) -> None:
    write(folder, {"more.py": "from tools import pause\n\n\nasync def f():\n    pause(2)\n"})
    main([*APPLY, "app.py", "tools.py"])
    assert (folder / "tools.py").read_text() == TOOLS
    assert "more.py would change, and is not among the files to fix" in capsys.readouterr().out


def test_file_that_does_not_parse(folder: Path, capsys: Captured) -> None:
    write(folder, {"more.py": "from tools import pause\npause(\n"})
    main(APPLY)
    assert (folder / "tools.py").read_text() == TOOLS
    assert "a file that mentions it cannot be read" in capsys.readouterr().out


def test_one_refused_helper_does_not_stop_another(folder: Path) -> None:
    more = (
        "import time\nfrom tools import pause\n\n\ndef stay():\n    time.sleep(1)\n\n\nstay()\n\n\n"
        "async def f():\n    stay()\n    pause(3)\n"
    )
    write(folder, {"more.py": more})
    main(APPLY)
    assert "await pause(3)" in (folder / "more.py").read_text()
    assert "\ndef stay()" in (folder / "more.py").read_text()
    assert "async def pause" in (folder / "tools.py").read_text()


def test_other_helpers_of_a_function_go_with_it_or_to_a_thread(folder: Path) -> None:
    tools = (
        "import time\n\n\ndef stay():\n    time.sleep(1)\n\n\nstay()\n\n\n"
        "def pause(n):\n    stay()\n    time.sleep(n)\n"
    )
    write(folder, {"tools.py": tools})
    assert main(APPLY) == 0
    after = (folder / "tools.py").read_text()
    assert (
        "async def pause(n):\n    await asyncio.to_thread(stay)\n    await asyncio.sleep(n)"
        in after
    )
    assert "\ndef stay():\n    time.sleep(1)" in after


GIVEN = """\
import time
from pathlib import Path


def pause(path{}):
    time.sleep(1)
    return path.read_text()
"""
ASKS = """\
from pathlib import Path
from elsewhere import paths
from tools import pause


async def main():
    return pause(Path("x")), pause(paths.pop())
"""


def test_what_blocks_by_what_it_is_given_stays(folder: Path, capsys: Captured) -> None:
    """Made asynchronous it would look mended, for nothing in it tells that it blocks."""
    write(folder, {"tools.py": GIVEN.format(""), "app.py": ASKS})
    main(APPLY)
    assert (folder / "tools.py").read_text() == GIVEN.format("")
    reason = "'pause' must stay synchronous: what it is given blocks (tools.py:7)"
    assert reason in capsys.readouterr().out


def test_what_says_that_its_argument_blocks_changes(folder: Path) -> None:
    write(folder, {"tools.py": GIVEN.format(": Path"), "app.py": ASKS})
    main(APPLY)
    tools = (folder / "tools.py").read_text()
    assert "    await asyncio.sleep(1)\n    return await asyncio.to_thread(path.read_text)" in tools


STORE = """\
import redis


class Store:
    def __init__(self):
        self.redis = redis.Redis()

    def put(self, key, value):
        self.redis.set(key, value)

    def get_it(self, key):
        return self.redis.get(key)

    def drop(self, key):
        return self.redis.delete(key) > 0
"""
USES_STORE = """\
from tools import Store

store = Store()


def swap(key, value):
    old = store.get_it(key)
    store.put(key, value)
    return old


async def one(key):
    return swap(key, 1)


async def other(key):
    return store.drop(key)
"""


def test_what_one_object_is_used_by_changes_at_once(folder: Path) -> None:
    """Only then does the object have a twin; what is reached behind a helper changes with it."""
    write(folder, {"tools.py": STORE, "app.py": USES_STORE})
    assert main(APPLY) == 0
    texts = read(folder)
    assert "self.redis = redis.asyncio.Redis()" in texts["tools.py"]
    assert texts["tools.py"].count("await self.redis.") == 3
    assert "    old = await store.get_it(key)\n    await store.put(key, value)\n" in texts["app.py"]
    assert "to_thread" not in texts["tools.py"] + texts["app.py"]


def test_what_has_no_fix_does_not_stop_the_rest_of_its_file(folder: Path, capsys: Captured) -> None:
    more = "\n\ndef opened(path):\n    import sqlite3\n\n    return sqlite3.connect(path)\n"
    use = "from tools import Store, opened\n\n\nasync def f(path):\n    return opened(path)\n"
    write(folder, {"tools.py": STORE + more, "app.py": USES_STORE, "more.py": use})
    main(APPLY)
    tools = (folder / "tools.py").read_text()
    assert tools.count("await self.redis.") == 3
    assert "\ndef opened(path):" in tools
    assert "what blocks in 'opened' has no fix (ASY103)" in capsys.readouterr().out


def test_all_files_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    before = read(folder)
    prepared = writing.prepared

    def fail_at_tools(path: str, new: bytes) -> str:
        if os.path.basename(path) == "tools.py":
            raise SourceError(f"{path}: no permission to write; left as it was")
        return prepared(path, new)

    monkeypatch.setattr(writing, "prepared", fail_at_tools)
    assert main(APPLY) == 2
    assert (folder / "tools.py").read_text() == before["tools.py"]
    assert "await pause" not in (folder / "app.py").read_text()
    assert "no permission to write" in capsys.readouterr().err


# Gates over all files of a change


def test_an_edit_that_fails_in_one_file_stops_the_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def broken(node: cst.BaseExpression, step: object, slot: object) -> cst.BaseExpression:
        return cst.Await(cst.Name("something"))

    write_by(monkeypatch, AddAwait, broken)
    before = read(folder)
    main(DIFF)
    main([word for word in APPLY if word != "--unsafe-fixes"])
    assert read(folder) == before
    assert "the fixed text would mean something else" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        (b"await pause(1)", "it would cause a new ASY205 in 'main'"),
        (b"async def pause", "it would cause a new ASY205 in 'pause'"),
    ],
)
def test_a_new_finding_in_any_file_stops_the_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, where: bytes, reason: str
) -> None:
    lint_source = lint.lint_source

    def lint_more(path: str, data: bytes, *rest: Any, **how: Any) -> list[Finding]:
        found = lint_source(path, data, *rest, **how)
        line = data.count(b"\n", 0, data.find(where)) + 1
        new = Finding("ASY205", "x", "x", Span(line, 0, line, 1))
        return [*found, new] if where in data else found

    monkeypatch.setattr(lint, "lint_source", lint_more)
    main(APPLY)
    assert (folder / "tools.py").read_text() == TOOLS
    assert reason in capsys.readouterr().out


def test_a_file_that_only_mentions_the_helper_is_looked_at_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"more.py": "# pause\nasync def f(): pass\n"})
    seen = set()
    lint_source = lint.lint_source

    def note(path: str, *rest: Any, **how: Any) -> list[Finding]:
        seen.add(os.path.basename(path) if os.path.isabs(path) else "")
        return lint_source(path, *rest, **how)

    monkeypatch.setattr(lint, "lint_source", note)
    assert main(APPLY) == 0
    assert seen >= {"app.py", "tools.py", "more.py"}


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["--propagate"], "needs --unsafe-fixes"),
        (["--propagate", "--apply"], "needs --unsafe-fixes"),
        (["--propagate", "--unsafe-fixes"], "needs --apply or --diff"),
    ],
)
def test_wrong_usage(folder: Path, capsys: Captured, argv: list[str], reason: str) -> None:
    assert main(["--isolated", "--no-cache", *argv]) == 2
    assert f"--propagate: {reason}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("time.sleep(1)\n    faiss.write(path)", "it calls faiss.write, which may block too"),
        ("time.sleep(1)\n    print(faiss.Index(path).size)", "it calls faiss.Index"),
        ("time.sleep(1)\n    save(path)", "save, which it calls, calls faiss.write, which may"),
        ("time.sleep(1)\n    print(len(path))", ""),
        ("for _ in path:\n        urlopen(path)", "it blocks again and again in a loop"),
        ("while path:\n        urlopen(path)", "it blocks again and again in a loop"),
        ("return [urlopen(part) for part in path]", "it blocks again and again in a loop"),
        ("while path:\n        time.sleep(1)", ""),
        ("return [time.sleep(part) for part in path]", ""),
        ("with urlopen(path) as page:\n        print(list(page))", "all of 'pause' would run"),
        (
            "try:\n        with urlopen(path) as page:\n            print()\n    finally:\n        print(1)",
            "a block of 'pause' would run",
        ),
        (
            "print(urlopen(path))\n    print(urlopen(path))",
            "'pause' would wait for several threads",
        ),
        ("print(urlopen(path))\n    time.sleep(1)\n    print(urlopen(path))", ""),
        (
            "if path:\n        return urlopen(path)\n    return urlopen('x')",
            "'pause' would wait for threads alone",
        ),
        ("if path:\n        return urlopen(path)\n    return time.sleep(1)", ""),
        (
            "print(1)\n    with urlopen(path) as page:\n        print(list(page))",
            "a block of 'pause'",
        ),
        ("time.sleep(1)\n    with urlopen(path) as page:\n        print(list(page))", ""),
    ],
)
def test_a_helper_that_is_best_in_a_thread_stays(
    folder: Path, capsys: Captured, body: str, reason: str
) -> None:
    head = "import time\nfrom urllib.request import urlopen\n\nimport faiss\n\n\n"
    head += "def save(path):\n    faiss.write(path)\n\n\n"
    write(folder, {"tools.py": f"{head}def pause(path):\n    {body}\n"})
    main(APPLY)
    assert ("async def pause" in (folder / "tools.py").read_text()) is (reason == "")
    assert reason in capsys.readouterr().out


BOOKS = {
    "models.py": "from django.db import models\n\n\nclass Book(models.Model):\n    pass\n",
    "tools.py": """\
from models import Book


class Books:
    def get(self, pk):
        return Book.objects.get(pk=pk)

    def newest(self, limit):
        return [book.title for book in Book.objects.order_by("-pk")[:limit]]

    def titles(self):
        return list(Book.objects.values_list("title", flat=True))

    def sell(self, book):
        Book.objects.filter(pk=book.pk).update(stock=0)
        book.refresh_from_db()
""",
    "service.py": """\
from tools import Books


class Service:
    def __init__(self):
        self.books = Books()

    def detail(self, pk):
        return self.books.get(pk).title, self.books.titles()
""",
    "app.py": """\
from service import Service
from tools import Books


async def detail(pk):
    return Service().detail(pk), Books().newest(3)


async def sell(client, book):
    await client.get("/sell")
    return Books().sell(book)
""",
}


def test_layers_over_the_models_of_django(folder: Path, capsys: Captured) -> None:
    """What else blocks behind a helper changes with it; a name that is awaited is not the helper's."""
    write(folder, BOOKS)
    assert main(APPLY) == 1
    texts = read(folder)
    tools = texts["tools.py"]
    assert "        return await Book.objects.aget(pk=pk)\n" in tools
    assert "[book.title async for book in Book.objects" in tools
    assert '[x async for x in Book.objects.values_list("title", flat=True)]' in tools
    assert "(await self.books.get(pk)).title, await self.books.titles()" in texts["service.py"]
    assert "await Service().detail(pk), await Books().newest(3)" in texts["app.py"]
    assert "    def sell(self, book):\n        Book.objects.filter" in tools
    why = "it calls book.refresh_from_db, which may be django.db.models.Model.refresh_from_db"
    assert f"'sell' must stay synchronous: {why} (tools.py:14)" in capsys.readouterr().out


SHOP = {
    "store/__init__.py": "",
    "store/db.py": """\
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

engine = create_engine("sqlite:///shop.db")
Local = sessionmaker(bind=engine)


class User(DeclarativeBase):
    __tablename__ = "users"


def get_db():
    with Local() as session:
        yield session


@contextmanager
def scope():
    session: Session = Local()
    try:
        yield session
        session.commit()
    finally:
        session.close()
""",
    "store/users.py": """\
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.db import User


class Users:
    def __init__(self, session: Session):
        self.session = session

    def one(self, key):
        return self.session.query(User).filter(User.id == key).first()

    def find(self, name):
        query = self.session.query(User)
        if name:
            query = query.filter_by(name=name)
        return query.order_by(User.id).all()

    def count(self):
        return self.session.query(User.id).count()

    def drop(self, key):
        return self.session.query(User).filter(User.id == key).delete()

    def names(self):
        return [user.name for user in self.session.scalars(select(User)).all()]
""",
    "app.py": """\
from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

from store.db import get_db, scope
from store.users import Users

app = FastAPI()


def users(db: Session = Depends(get_db)):
    return Users(db)


@app.get("/users")
def names(users: Users = Depends(users)):
    return users.names()


@app.delete("/users")
async def drop(key: int, db: Session = Depends(get_db)):
    found = Users(db).one(key), Users(db).find(""), Users(db).count()
    with scope() as session:
        return found, Users(session).drop(key)
""",
}


def test_sessions_of_sqlalchemy_become_asynchronous(folder: Path, capsys: Captured) -> None:
    write(folder, SHOP)
    main(APPLY)
    texts = read(folder)
    db, users, app = texts["store/db.py"], texts["store/users.py"], texts["app.py"]
    assert "Local = async_sessionmaker(bind=engine, expire_on_commit=False)\n" in db
    assert "async def get_db():\n    async with Local() as session:\n" in db
    assert "asynccontextmanager\nasync def scope():\n    session: AsyncSession = Local()\n" in db
    assert "        await session.commit()\n    finally:\n        await session.close()\n" in db
    assert "    def __init__(self, session: AsyncSession):\n" in users
    squeezed = "".join(users.split())
    assert "returnawaitself.session.scalar(select(User).filter(User.id==key).limit(1))" in squeezed
    assert "query = select(User)\n" in users
    assert "return (await self.session.scalars(query.order_by(User.id))).all()\n" in users
    assert "return(awaitself.session.execute(" in squeezed
    assert "delete(User).filter(User.id==key))).rowcount" in squeezed
    assert "for user in (await self.session.scalars(select(User))).all()]\n" in users
    assert "async def names(users: Users = Depends(users)):\n    return await users.names()" in app
    assert (
        "    async with scope() as session:\n        return found, await Users(session).drop" in app
    )
    assert "store/db.py:6: create_async_engine, with an asynchronous" in capsys.readouterr().out


TASKS = """\
from asyncio import create_task, gather
class Own:
    def __init__(self, db: Session):
        self.db = db
    async def run(self):
        pass
async def g():
    pass
async def f(db: Session):
    db.commit()
async def all_of(db: Session):
    """


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def job(db):\n    db.commit()", "nobody knows what the object there is (more.py:5)"),
        ("with Local() as db:\n    db.commit()", "no await can stand there (more.py:5)"),
        ("def job(db: Session):\n    paginate(db)", "paginate takes one, which nobody knows"),
        ("def job(db: Session):\n    db.bulk_save_objects([])", "has no bulk_save_objects"),
        ("def job(db: Session):\n    return db.commit", "commit is more than called"),
        ("def job(db: Session):\n    db.info = {}", "info is more than called"),
        (
            "def job(db: Session):\n    db.query(User.id).all(1)",
            "nothing in its place does what all",
        ),
        (
            "def job(db: Session, k):\n    db.query(k).all()",
            "whether k is a class, which type[...]",
        ),
        ("def job(db: Session):\n    paginate(db.query(User))", "what is done with it cannot be"),
        (
            "def job(db: Session):\n    q = db.query(User)\n    return q",
            "what is done with it cannot",
        ),
        (
            "def job(db: Session):\n    q = []\n    if db:\n        q = db.query(User)\n    list(q)",
            "'q' may be something else",
        ),
        (
            "def job(db: Session):\n    q = db.query(User)\n    return lambda: q.all()",
            "other functions use 'q'",
        ),
        (
            "def job(db: Session):\n q = db.query(User)\n if db:\n  q = db.query(User.id)\n list(q)",
            "the variable keeps queries for different things",
        ),
        ("def job(db: Session):\n    q = db.query(User)\n    q.delete()", "does what delete does"),
        (
            "def job(db: Session):\n    q = db.query(User)\n    q = q.with_entities(User.id)\n    q.all()",
            "what it asks for is told elsewhere",
        ),
        (
            "def job(db: Session):\n    db.query(User).join(Page).distinct().order_by(Page.id).all()",
            "ordered by what they do not have",
        ),
        ("def job(db: Session):\n    db.query(User).limit(3).delete()", "more than conditions say"),
        ("kept = scoped_session(Local)", "a scoped_session is one a thread"),
        (f"{TASKS}await gather(f(db), f(db))", "tasks would use the session of db at the same"),
        (f"{TASKS}await gather(*[f(db) for _ in 'ab'])", "tasks would use the session of db"),
        (f"{TASKS}create_task(Own(db).run())", ""),
        (f"{TASKS}own = Own(db)\n    create_task(own.run())", "tasks would use the session of own"),
        (f"{TASKS}await gather(f(db), g())", ""),
        ("class Own(Session):\n    pass", "a class derives from it"),
        ("async def f():\n    with Local() as db, User():\n        pass", "another manager too"),
        ("own = sessionmaker(class_=User)", "the factory makes sessions of another class"),
    ],
)
def test_sessions_that_stay_synchronous(folder: Path, code: str, reason: str) -> None:
    path = folder / "more.py"
    head = "from sqlalchemy.orm import Session, scoped_session, sessionmaker\n"
    path.write_text(f"{head}from pages import User, paginate\nLocal = sessionmaker()\n{code}\n")
    refused = pytest.raises(RefusedError, match=re.escape(reason)) if reason else nullcontext()
    with refused:
        sessions.convert(Callers([str(path)], Workspace(Settings())), [str(path)])


def test_what_both_sessions_say_of_themselves_is_read(folder: Path) -> None:
    path = folder / "more.py"
    text = "def job(db: Session):\n    if db.is_active and db.dirty:\n        db.commit()\n"
    path.write_text(f"from sqlalchemy.orm import Session\n\n\n{text}")
    found = sessions.convert(Callers([str(path)], Workspace(Settings())), [str(path)])
    assert [holder.name for holder in found.holders] == ["job"]


HEROES = {
    "db.py": """\
from typing import Generator

from sqlmodel import Session, SQLModel, create_engine

engine = create_engine("sqlite:///heroes.db")


class Hero(SQLModel, table=True):
    name: str


def get_db() -> Generator[Session, None, None]:
    with Session(engine) as session:
        yield session
""",
    "app.py": """\
from db import Hero, engine, get_db
from fastapi import BackgroundTasks, Depends, FastAPI
from sqlalchemy import desc
from sqlmodel import Session, select

app = FastAPI()


def names(session: Session) -> list[str]:
    return [hero.name for hero in session.exec(select(Hero).order_by(desc(Hero.name))).all()]


def note(name):
    with Session(engine) as session:
        session.add(Hero(name=name))
        session.commit()


@app.post("/heroes")
async def add(request, name: str, tasks: BackgroundTasks, db: Session = Depends(get_db)):
    tasks.add_task(note, name)
    return names(db), len(request.url.query)
""",
}


def test_sessions_of_sqlmodel_in_tasks_of_the_background(folder: Path) -> None:
    """A framework awaits what it is given; what a generator gives is said anew."""
    write(folder, HEROES)
    main(APPLY)
    texts = read(folder)
    made = "async with AsyncSession(engine, expire_on_commit=False) as session:\n"
    assert "async def get_db() -> AsyncGenerator[AsyncSession, None]:\n" in texts["db.py"]
    assert f"async def note(name):\n    {made}" in texts["app.py"]
    assert "        await session.commit()\n" in texts["app.py"]
    assert "    tasks.add_task(note, name)\n    return await names(db), len(" in texts["app.py"]
    asked = "(awaitsession.exec(select(Hero).order_by(desc(Hero.name)))).all()]"
    assert asked in "".join(texts["app.py"].split())


RETRIED = """\
import time

import backoff
import requests
import tenacity


@tenacity.retry(stop=tenacity.stop_after_attempt(3))
def load(url):
    time.sleep(1)
    return requests.get(url, timeout=5).json()


@backoff.on_exception(backoff.expo, OSError)
def again(url):
    return load(url)


def pause(seconds):
    print(seconds)


@tenacity.retry(sleep=pause)
def paused(url):
    return requests.get(url, timeout=5).json()
"""


def test_what_tries_again_does_so_with_async_functions(folder: Path, capsys: Captured) -> None:
    app = "from tools import again, paused\n\n\nasync def f(url):\n    return again(url), paused(url)\n"
    write(folder, {"tools.py": RETRIED, "app.py": app})
    main(APPLY)
    tools = read(folder)["tools.py"]
    start = "async def load(url):\n    await asyncio.sleep(1)\n"
    assert f"{start}    return (await asyncio.to_thread(requests.get, url" in tools
    assert "async def again(url):\n    return await load(url)\n" in tools
    assert "\ndef paused(url):" in tools
    assert "its decorator tenacity.retry may not take an async function" in capsys.readouterr().out


TICKETS = """\
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session, relationship, sessionmaker

make_session = sessionmaker(create_engine("sqlite:///tickets.db"))


class Ticket(DeclarativeBase):
    owner = relationship()
    comments = relationship()


class Repository:
    def __init__(self, session: Session):
        self.session = session

    def used(self):
        return self.session.get(Ticket, 1)

    def unused(self):
        return self.session.get(Ticket, 2)


def taken(session: Session):
    return session.get(Ticket, 3)


async def run():
    with make_session() as session, session.begin():
        return Repository(session).used()
"""


def test_sessions_given_to_what_nobody_calls(folder: Path, capsys: Captured) -> None:
    """Who calls it from elsewhere has a session to give, and must change too."""
    write(folder, {"tools.py": "", "app.py": TICKETS})
    main(APPLY)
    text = read(folder)["app.py"]
    assert text.count("await self.session.get(Ticket, ") == 2
    assert "async def unused(self):\n" in text
    assert "async def taken(session: AsyncSession):\n    return await session.get(" in text
    assert (
        "    async with make_session() as session, session.begin():\n        return await" in text
    )
    line = 1 + TICKETS[: TICKETS.index("owner =")].count("\n")
    step = f"app.py:{line}: load the relationship with the query (selectinload); 1 more\n"
    assert step in capsys.readouterr().out


def test_who_makes_a_session_and_is_not_called_stays(folder: Path) -> None:
    """Nobody would await what starts the work from outside: it keeps its kind of sessions."""
    job = "\n\nclass Job:\n    def start(self):\n        with make_session() as session:\n"
    text = f"{TICKETS}{job}            session.commit()\n"
    write(folder, {"tools.py": "", "app.py": text})
    main(APPLY)
    after = read(folder)["app.py"]
    assert f"{job}            session.commit()\n" in after
    assert "\nmake_session = sessionmaker(" in after
    assert "    async with make_async_session() as session" in after


DEPENDS = """\
import time

import requests
from fastapi import Depends, FastAPI
from starlette.authentication import requires

app = FastAPI()


def user(name: str):
    time.sleep(1)
    answer = requests.get("http://users/" + name, timeout=5)
    return answer.json()


@app.get("/plain")
@requires(["authenticated"])
def plain(name: str):
    return user(name)


@app.get("/")
async def show(name: str, one=Depends(user)):
    return one, user(name)
"""


def test_what_a_framework_calls_in_either_colour(folder: Path) -> None:
    write(folder, {"tools.py": "", "app.py": DEPENDS})
    assert main(APPLY) == 0
    text = read(folder)["app.py"]
    start = "async def user(name: str):\n    await asyncio.sleep(1)\n"
    assert f"{start}    answer = await asyncio.to_thread(requests.get" in text
    assert "async def plain(name: str):\n    return await user(name)\n" in text
    assert "one=Depends(user)):\n    return one, await user(name)\n" in text


@pytest.mark.parametrize("said", ["Iterator[Session]", "Iterable[Session]"])
def test_what_a_generator_is_said_to_give(folder: Path, said: str) -> None:
    db = HEROES["db.py"].replace("Generator[Session, None, None]", said)
    write(folder, {**HEROES, "db.py": db.replace("import Generator", f"import {said[:8]}")})
    main(APPLY)
    assert f"async def get_db() -> Async{said[:8]}[AsyncSession]:\n" in read(folder)["db.py"]


@pytest.mark.parametrize("start", ["\ufeff", "# coding: latin-1\n# caf\u00e9\n"])
def test_files_of_any_encoding(folder: Path, start: str) -> None:
    encoding = "latin-1" if "coding" in start else "utf-8"
    more = f"{start}import time\n\n\ndef other():\n    time.sleep(1)\n\n\n"
    use = "async def run():\n    other()\n    open('x')\n"
    (folder / "more.py").write_bytes((more + use).encode(encoding))
    main(APPLY)
    assert "await other()" in (folder / "more.py").read_bytes().decode(encoding)


KINDS = """\
import time
from pathlib import Path


class Kind:
    def clip(self, path: Path):
        raise NotImplementedError


class Plain(Kind):
    def clip(self, path: Path):
        return path


class Read(Kind):
    def clip(self, path: Path):
        {}


async def main(path: Path):
    kind = Plain() if path else Read()
    return kind.clip(path)
"""


@pytest.mark.parametrize(
    ("work", "changed"), [("return path.read_text()", 0), ("time.sleep(1)", 3)]
)
def test_what_stands_in_does_not_change_for_a_thread_alone(
    folder: Path, capsys: Captured, work: str, changed: int
) -> None:
    write(folder, {"tools.py": KINDS.format(work), "app.py": ""})
    main(APPLY)
    assert (folder / "tools.py").read_text().count("async def clip") == changed
    why = "'Plain.clip' would change too, for a thread that can do it all"
    assert (why in capsys.readouterr().out) == (not changed)


def test_the_tree_of_a_file_stays_while_others_are_asked(tmp_path: Path) -> None:
    line = "def told(value):\n    return [value, " + ", ".join(map(str, range(2000))) + "]\n\n\n"
    paths = [tmp_path / f"m{number}.py" for number in range(40)]
    for path in paths:
        path.write_text(line * 5)
    callers = Callers([str(path) for path in paths], Workspace(Settings()))
    first = callers.model(str(paths[0]))
    assert first is not None
    others = [callers.model(str(path)) for path in paths[1:]]
    assert len(others) == 39
    for scope in first.scopes[1:]:
        assert not first.summary_of(scope.node).is_async  # type: ignore[arg-type]
