"""Strategies that make Python programs: written from pieces, and made by damaging real ones."""

from __future__ import annotations

import keyword
import random
import re
import textwrap
import warnings
from pathlib import Path

from hypothesis import strategies as st

TESTS = Path(__file__).resolve().parent.parent
REAL_FILES = sorted(
    [*TESTS.glob("eval_files/*.py"), *TESTS.parent.glob("examples/*/*.py"), *TESTS.glob("*.py")]
)

HEADERS = [
    "import asyncio", "import time", "import time as t", "from time import sleep", "import trio",
    "import anyio", "import requests", "import subprocess, os", "from asyncio import *",
    "from asyncio import sleep as pause", "import threading, queue", "from pathlib import Path",
    "try:\n    import httpx\nexcept ImportError:\n    httpx = None", "import asyncio, contextlib",
    "if TYPE_CHECKING:\n    from time import sleep", "lock = threading.Lock()", "# -*- comment -*-",
]  # fmt: skip

ATOMS = [
    "time.sleep(1)", "sleep(0.5)", "t.sleep(x)", "asyncio.sleep(1)", "await asyncio.sleep(1)",
    "requests.get(url)", "open(name).read()", "subprocess.run(['x'], check=True)", "os.listdir()",
    "Path(name).read_text()", "f()", "await f()", "self.m()", "self.x.y[0](1, *a, **k)", "lock",
    "asyncio.create_task(f())", "asyncio.gather(f(), g(1))", "queue.Queue().get()", "input()",
    "asyncio.get_event_loop()", "loop.run_until_complete(f())", "asyncio.to_thread(f)", "x", "f",
    "'text'", "f'{f()} {x!r:>{n}}'", "1", "None", "...", "[]", "{}", "print", "asyncio.Lock()",
    "threading.Lock()", "trio.sleep(0)", "anyio.to_thread.run_sync(f)", "a.b.c", "λ", "'ä' + x",
]  # fmt: skip

EXPRESSIONS = [
    "{0}", "({0})", "{0} + {1}", "not {0}", "{0} and {1}", "{0} if {1} else {2}",
    "-{0}", "{0}**{1}",
    "[{0} for x in {1}]", "({0} for x in {1} if {2})", "[{0}, {1}]", "{{{0}: {1}}}", "lambda: {0}",
    "lambda x={0}: {1}", "f({0}, key={1})", "{0}.attr", "({0})[{1}]", "{0} == {1}", "(y := {0})",
    "f\"{{{0}}}\"", "await {0}", "[{0} async for x in {1}]", "({0},)", "{0} in {1}", "yield_({0})",
]  # fmt: skip

STATEMENTS = [
    "{0}", "x = {0}", "x: {1} = {0}", "x, *y = {0}, {1}", "return {0}", "return", "pass", "del x",
    "if {0}:\n    {s}\nelse:\n    {s}", "for x in {0}:\n    {s}", "async for x in {0}:\n    {s}",
    "while {0}:\n    {s}", "with {0} as x, {1}:\n    {s}", "async with {0} as x:\n    {s}",
    "try:\n    {s}\nexcept {0}:\n    {s}\nfinally:\n    {s}", "try:\n    {s}\nexcept:\n    {s}",
    "try:\n    {s}\nexcept* {0}:\n    {s}", "def g(a, b={0}):\n    {s}", "x += {0}", "global z",
    "async def g(self, *a, k={0}):\n    {s}", "class C({0}):\n    {s}", "raise {0}", "assert {0}",
    "@{0}\nasync def h():\n    {s}", "match {0}:\n    case [x, *_]:\n        {s}", "nonlocal z",
    "{0}; {1}", "{0}  # comment", "await {0}", "yield {0}", "import asyncio as aio", "f({0})",
    "async def f(x=1) -> {1}:\n    {s}\n    return {0}", "self.x = {0}", "break", "continue",
]  # fmt: skip


@st.composite
def expressions(draw: st.DrawFn, depth: int = 2) -> str:
    """An expression; whether it is allowed where it stands is another matter."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(ATOMS))
    parts = [draw(expressions(depth - 1)) for _ in range(3)]
    return draw(st.sampled_from(EXPRESSIONS)).format(*parts)


@st.composite
def statements(draw: st.DrawFn, depth: int = 3) -> str:
    """One to three statements, with others nested in them."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from(STATEMENTS if depth else STATEMENTS[:7]))
        while "{s}" in text:
            before, _, after = text.partition("{s}")
            indent = " " * (len(before) - len(before.rstrip(" ")))
            body = textwrap.indent(draw(statements(depth - 1)), indent).strip()
            text = f"{before}{body.replace('{', '{{').replace('}', '}}')}{after}"
        lines.append(text.format(draw(expressions()), draw(expressions())))
    return "\n".join(lines)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A module: imports and functions, most of them with an ``async def`` around."""
    parts = draw(st.lists(st.sampled_from(HEADERS), max_size=5))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.sampled_from(["async def f(x):", "class C:\n    async def m(self):", ""]))
        body = draw(statements())
        indent = {"": 0, "a": 4, "c": 8}[start[:1]]
        parts.append(f"{start}\n{textwrap.indent(body, ' ' * indent)}")
    return draw(st.sampled_from(["\n", "\r\n"])).join("\n".join(parts).split("\n")) + "\n"


MODULES = ["a", "b", "c", "d"]
IMPORTS = [
    "from {0} import *", "import {0}", "from {0} import f", "from {0} import C as B", "from . import {0}",
    "import {0} as f", "try:\n    from {0} import C, f\nexcept ImportError:\n    f = None",
    "from {0} import g, h", "from {0} import C\nclass D(C):\n    def n(self):\n        self.m()",
    "def i():\n    import {0}\n    return {0}.f(1)", "from {0} import D as C, i", "from {0} import i as f",
]  # fmt: skip


def projects(seed: int) -> dict[str, str]:
    """Modules by name that import each other, in circles too; each compiles.

    They are drawn without hypothesis, whose budget is too small for several modules at a time.
    """
    chance = random.Random(seed)
    found = {}
    for name in MODULES[: chance.randint(2, len(MODULES))]:
        imports = [
            chance.choice(IMPORTS).format(chance.choice(MODULES))
            for _ in range(chance.randint(1, 4))
        ]
        parts = [_definition(chance, start) for start in DEFINITIONS]
        found[name] = "\n".join([*imports, *chance.sample(HEADERS, 4), *parts, ""])
    return {name: text for name, text in found.items() if is_program(text)}


DEFINITIONS = [
    "async def f(x):", "class C:\n    async def m(self):", "def g(self, x=1):", "async def h():",
]  # fmt: skip


def _definition(chance: random.Random, start: str) -> str:
    """A definition that compiles by itself, with statements in its body."""
    for _ in range(20):
        body = textwrap.indent(_body(chance, 2), " " * (8 if start[0] == "c" else 4))
        if is_program(f"{start}\n{body}"):
            return f"{start}\n{body}"
    return f"{start} pass"


def _body(chance: random.Random, depth: int) -> str:
    lines = []
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(STATEMENTS if depth else STATEMENTS[:7])
        while "{s}" in text:
            before, _, after = text.partition("{s}")
            indent = " " * (len(before) - len(before.rstrip(" ")))
            body = textwrap.indent(_body(chance, depth - 1), indent).strip()
            text = f"{before}{body.replace('{', '{{').replace('}', '}}')}{after}"
        lines.append(text.format(_expression(chance, 2), _expression(chance, 2)))
    return "\n".join(lines)


def _expression(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.6:
        return chance.choice(ATOMS)
    return chance.choice(EXPRESSIONS).format(*(_expression(chance, depth - 1) for _ in range(3)))


def is_program(text: str) -> bool:
    """Whether Python compiles *text*."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "program.py", "exec")
        except (SyntaxError, ValueError):
            return False
    return True


def _words(text: str) -> list[str]:
    return [word for word in set(re.findall(r"[^\W\d]\w*", text)) if not keyword.iskeyword(word)]


@st.composite
def damaged_files(draw: st.DrawFn) -> tuple[str, str]:
    """A file's name and the text of a real file with some names swapped and some lines gone."""
    path = draw(st.sampled_from(REAL_FILES))
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(lines) - 1))
        last = min(len(lines), first + draw(st.integers(1, 4)))
        match draw(st.sampled_from(["drop", "double", "swap", "dedent", "async", "sync"])):
            case "drop":
                del lines[first : last - 1]
            case "double":
                lines[first:first] = lines[first:last]
            case "dedent":
                lines[first] = lines[first].lstrip()
            case "async":
                lines[first] = re.sub(r"^( *)(def|with|for)\b", r"\1async \2", lines[first])
            case "sync":
                lines[first] = re.sub(r"\b(async|await) ", "", lines[first])
            case _:
                words = sorted(_words("\n".join(lines))) or ["x"]
                old, new = draw(st.sampled_from(words)), draw(st.sampled_from(words))
                lines[first] = re.sub(rf"\b{old}\b", new, lines[first])
    return path.name, "\n".join(lines)
