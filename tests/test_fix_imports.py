"""Names in fixes: through the imports there are, or one new import in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from editing import finding, fixed, in_coroutine, refusal, silent, unmarked

from flake8_asyncpitfalls.edit import AddAwait, AddImport, Offload, ReplaceCallee, UnwrapCall
from flake8_asyncpitfalls.fixes.engine import apply_fixes
from flake8_asyncpitfalls.span import Span

BODY = in_coroutine("«f(1)»")


def sleep(span: Span) -> ReplaceCallee:
    return ReplaceCallee(span, "asyncio.sleep")


def pool(span: Span) -> Offload:
    return Offload(span, "starlette.concurrency.run_in_threadpool")


def acompletion(span: Span) -> ReplaceCallee:
    return ReplaceCallee(span, "litellm.acompletion")


def redis(span: Span) -> ReplaceCallee:
    return ReplaceCallee(span, "redis.asyncio.Redis")


def run_sync(span: Span) -> Offload:
    return Offload(span, "anyio.to_thread.run_sync")


@pytest.mark.parametrize(
    ("imports", "written"),
    [
        ("import asyncio", "asyncio.sleep"),
        ("import asyncio as aio", "aio.sleep"),
        ("import os, asyncio as aio", "aio.sleep"),
        ("from asyncio import sleep", "sleep"),
        ("from asyncio import Queue, sleep as nap", "nap"),
        ("import asyncio\nfrom asyncio import sleep as nap", "nap"),
        ("import asyncio.subprocess", "asyncio.sleep"),
        (
            "import asyncio\ntry:\n    import asyncio\nexcept ImportError:\n    pass",
            "asyncio.sleep",
        ),
        ("if x:\n    pass\nimport asyncio", "asyncio.sleep"),
    ],
)
def test_imports_of_the_module_are_used(imports: str, written: str) -> None:
    after = BODY.replace("«f(1)»", f"await {written}(1)")
    assert fixed(f"{imports}\n{BODY}", sleep, AddAwait) == f"{imports}\n{after}"


@pytest.mark.parametrize(
    ("imports", "make", "written"),
    [
        ("import anyio", run_sync, "anyio.to_thread.run_sync(f, 1)"),
        ("from anyio import to_thread", run_sync, "to_thread.run_sync(f, 1)"),
        ("import anyio.to_thread as t", run_sync, "t.run_sync(f, 1)"),
        ("from anyio.to_thread import run_sync as r", run_sync, "r(f, 1)"),
        ("import redis.asyncio", redis, "redis.asyncio.Redis(1)"),
        ("import redis.asyncio as aioredis", redis, "aioredis.Redis(1)"),
        ("from redis import asyncio as aioredis", redis, "aioredis.Redis(1)"),
        ("from redis.asyncio import Redis", redis, "Redis(1)"),
        ("import starlette.concurrency as c", pool, "c.run_in_threadpool(f, 1)"),
    ],
)
def test_imports_of_packages_are_used(imports: str, make: object, written: str) -> None:
    after = BODY.replace("«f(1)»", f"await {written}")
    assert fixed(f"{imports}\n{BODY}", make, AddAwait) == f"{imports}\n{after}"


def test_import_in_the_function_is_used_there_only() -> None:
    inner = "async def a():\n    import asyncio as aio\n    {0}\n\n\nasync def b():\n    {1}\n"
    before = inner.format("«f(1)»", "«f(2)»")
    after = inner.format("await aio.sleep(1)", "await asyncio.sleep(2)")
    assert fixed(before, sleep, AddAwait) == f"import asyncio\n\n\n{after}"


@pytest.mark.parametrize(
    "body",
    [
        "if x:\n    import asyncio as aio\n    {0}",
        "import asyncio as aio\nif x:\n    y = [{0} for z in y]",
        "try:\n    import asyncio as aio\n    {0}\nfinally:\n    pass",
        "import asyncio as aio\nasync def g():\n    {0}",
    ],
)
def test_import_that_has_certainly_run_is_used(body: str) -> None:
    after = in_coroutine(body.format("await aio.sleep(1)"))
    assert fixed(in_coroutine(body.format("«f(1)»")), sleep, AddAwait) == after


@pytest.mark.parametrize(
    "start",
    [
        "if TYPE_CHECKING:\n    import asyncio\n",
        "try:\n    import asyncio\nexcept ImportError:\n    pass\n",
        "if x:\n    import asyncio as aio\n",
        "with suppress(ImportError):\n    import asyncio as aio\n",
        "for x in y:\n    import asyncio as aio\n",
        "def g():\n    import asyncio as aio\n",
        "class A:\n    import asyncio as aio\n",
        "from . import asyncio as aio\n",
        "import asyncio as aio\naio = None\n",
        "import asyncio as aio\ndel aio\n",
        "import asyncio as aio\nfor aio in x: pass\n",
        "import asyncio as aio\n\ndef g():\n    global aio\n    aio = 1\n",
        "import asyncio as aio\n(aio := 1)\n",
        "import asyncio as aio\nmatch x:\n    case {**aio}: pass\n",
    ],
)
def test_uncertain_import_is_not_used(start: str) -> None:
    text = fixed(start + BODY, sleep, AddAwait)
    assert "    await asyncio.sleep(1)\n" in text
    assert "import asyncio\n" in text.replace("    import asyncio\n", "")


@pytest.mark.parametrize(
    "body",
    [
        "aio = 1\n{0}",
        "for aio in x: pass\n{0}",
        "with x as aio: {0}",
        "try: pass\nexcept E as aio: {0}",
        "[{0} for aio in x]",
        "def aio(): pass\n{0}",
        "class aio: pass\n{0}",
        "import x as aio\n{0}",
        "{0}\nimport asyncio as aio",
    ],
)
def test_alias_hidden_by_a_local_name_is_not_used(body: str) -> None:
    text = fixed("import asyncio as aio\n" + in_coroutine(body.format("«f(1)»")), sleep, AddAwait)
    assert "await asyncio.sleep(1)" in text
    assert text.startswith("import asyncio as aio\nimport asyncio\n")


def test_alias_hidden_by_a_parameter_is_not_used() -> None:
    for head in ("async def main(aio):", "async def main(*aio):", "async def main(x, *, aio=1):"):
        text = fixed(f"import asyncio as aio\n{head}\n    «f(1)»\n", sleep, AddAwait)
        assert "await asyncio.sleep(1)" in text


@pytest.mark.parametrize(
    "text",
    [
        in_coroutine("asyncio = 1\n«f(1)»"),
        in_coroutine("«f(1)»\nasyncio = 1"),
        in_coroutine("«f(1)»\nimport asyncio"),
        in_coroutine("if x:\n    import asyncio\n«f(1)»"),
        in_coroutine("[«f(1)» for asyncio in x]"),
        in_coroutine("global asyncio\n«f(1)»"),
        "async def main(asyncio):\n    «f(1)»\n",
        "def g(asyncio):\n    async def main():\n        «f(1)»\n",
        "try:\n    import asyncio\nexcept ImportError:\n    asyncio = None\n" + BODY,
        "from mine import asyncio\n" + BODY,
        "import mine as asyncio\n" + BODY,
        "asyncio = make()\n" + BODY,
        "def asyncio(): pass\n" + BODY,
    ],
)
def test_name_that_means_something_else_is_never_hidden(text: str) -> None:
    assert refusal(text, sleep, AddAwait) == "the name 'asyncio' means something else here"


def test_names_of_a_class_do_not_reach_its_methods() -> None:
    before = "import asyncio\n\nclass A:\n    asyncio = 1\n    async def m(self):\n        {0}\n"
    after = before.format("await asyncio.sleep(1)")
    assert fixed(before.format("«f(1)»"), sleep, AddAwait) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "import asyncio\n\n\n"),
        ("\n", "import asyncio\n\n"),
        ('"""Text."""\n', '"""Text."""\n\nimport asyncio\n\n\n'),
        ('"""Text."""\n\n\n', '"""Text."""\n\nimport asyncio\n\n\n'),
        (
            "#!/usr/bin/python\n# coding: utf-8\n",
            "#!/usr/bin/python\n# coding: utf-8\n\nimport asyncio\n\n\n",
        ),
        (
            "#!/usr/bin/python\n# Licence\n\n# About main\n",
            "#!/usr/bin/python\n# Licence\n\nimport asyncio\n\n# About main\n",
        ),
        ("# About main\n", "import asyncio\n\n# About main\n"),
        ('# Licence\n\n"""Text."""\n', '# Licence\n\n"""Text."""\n\nimport asyncio\n\n\n'),
        (
            "from __future__ import annotations\n\n",
            "from __future__ import annotations\n\nimport asyncio\n\n",
        ),
        (
            '"""Text."""\nfrom __future__ import annotations\nimport os\n',
            '"""Text."""\nfrom __future__ import annotations\nimport asyncio\nimport os\n',
        ),
        ("import ast\nimport os\n", "import ast\nimport asyncio\nimport os\n"),
        (
            "import ast  # a\n# os\nimport os\n",
            "import ast  # a\nimport asyncio\n# os\nimport os\n",
        ),
        ("import abc\n", "import abc\nimport asyncio\n"),
        ("import os\nimport abc\n", "import os\nimport abc\nimport asyncio\n"),
        (
            "import sys\nimport re\nimport requests\nfrom . import x\n",
            "import sys\nimport re\nimport asyncio\nimport requests\nfrom . import x\n",
        ),
        (
            "import sys\nimport re\nfrom . import x\n\n# Types\nfrom typing import Any\n",
            "import sys\nimport re\nimport asyncio\nfrom . import x\n\n# Types\nfrom typing import Any\n",
        ),
        (
            "import attr\nimport os\nfrom . import x\n",
            "import asyncio\nimport attr\nimport os\nfrom . import x\n",
        ),
        ("import os; import sys; x = 1\n", "import asyncio\nimport os; import sys; x = 1\n"),
        ("import abc; import ast; x = 1\n", "import abc; import ast; x = 1\nimport asyncio\n"),
        ("from os import path\n", "import asyncio\nfrom os import path\n"),
        (
            "import ast\nfrom ast import (\n    parse,\n)\n",
            "import ast\nimport asyncio\nfrom ast import (\n    parse,\n)\n",
        ),
        (
            "import abc\nfrom ast import parse\nimport os\nfrom re import match\n",
            "import abc\nfrom ast import parse\nimport asyncio\nimport os\nfrom re import match\n",
        ),
        ("import requests\n", "import asyncio\n\nimport requests\n"),
        ("from . import x\n", "import asyncio\n\nfrom . import x\n"),
        ("import os\n\nimport requests\n", "import asyncio\nimport os\n\nimport requests\n"),
        (
            "import sys\nsys.path = []\nimport re\n",
            "import asyncio\nimport sys\nsys.path = []\nimport re\n",
        ),
        (
            "if TYPE_CHECKING:\n    import re\n\nimport os\n",
            "if TYPE_CHECKING:\n    import re\n\nimport asyncio\nimport os\n",
        ),
        ("if sys:\n    raise E\n", "import asyncio\n\nif sys:\n    raise E\n"),
        (
            "try:\n    import x\nexcept E:\n    pass\n",
            "import asyncio\n\ntry:\n    import x\nexcept E:\n    pass\n",
        ),
    ],
)
def test_place_of_a_new_import(before: str, after: str) -> None:
    body = BODY.replace("«f(1)»", "await asyncio.sleep(1)")
    assert fixed(before + BODY, sleep, AddAwait) == after + body


def test_new_import_is_not_put_below_its_use() -> None:
    before = "try: pass\nexcept «E(1)»: pass\n\nimport os\n"
    after = "import asyncio\n\ntry: pass\nexcept asyncio.sleep(1): pass\n\nimport os\n"
    assert fixed(before, sleep) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import os\n", "import os\n\nimport anyio\n"),
        ("import os\n\nimport attr\n", "import os\n\nimport anyio\nimport attr\n"),
        ("import os\n\nfrom . import x\n", "import os\n\nimport anyio\n\nfrom . import x\n"),
        ("import aaa\n\nfrom . import x\n", "import aaa\nimport anyio\n\nfrom . import x\n"),
        (
            "import os\nimport re\nfrom attr import x\n\nimport click\n",
            "import os\nimport re\nfrom attr import x\n\nimport anyio\nimport click\n",
        ),
    ],
)
def test_installed_module_goes_in_its_own_section(before: str, after: str) -> None:
    body = BODY.replace("«f(1)»", "await anyio.to_thread.run_sync(f, 1)")
    assert fixed(before + BODY, run_sync, AddAwait) == after + body


def test_two_imports_at_one_place() -> None:
    text = fixed("import os\n" + in_coroutine("«f(k=1)»"), run_sync, AddAwait)
    assert text.startswith("import functools\nimport os\n\nimport anyio\nasync def")
    text = fixed(in_coroutine("«f(k=1)»"), run_sync, AddAwait)
    assert text.startswith("import functools\n\nimport anyio\n\n\nasync def")


def test_one_import_for_many_fixes() -> None:
    text = fixed(in_coroutine("«f(1)»\n«f(2)»"), sleep, AddAwait)
    assert text.count("import") == 1


def test_name_of_a_submodule_is_imported_from_it() -> None:
    after = in_coroutine("await run_in_threadpool(f, 1)")
    start = "from starlette.concurrency import run_in_threadpool\n"
    assert fixed("import fastapi\n" + BODY, pool, AddAwait) == f"import fastapi\n{start}{after}"
    assert (
        fixed("from zzz import x\n" + BODY, pool, AddAwait) == f"{start}from zzz import x\n{after}"
    )


def test_submodule_is_imported_whole_where_its_name_is_taken() -> None:
    text = fixed("from redis import Redis\n" + BODY, redis)
    assert text == "import redis.asyncio\nfrom redis import Redis\n" + in_coroutine(
        "redis.asyncio.Redis(1)"
    )


def test_package_alone_does_not_give_its_submodule() -> None:
    text = fixed("import redis\n" + BODY, redis)
    assert text == "import redis\nimport redis.asyncio\n" + in_coroutine("redis.asyncio.Redis(1)")


def test_name_is_imported_from_a_submodule_of_what_is_imported_by_names() -> None:
    text = fixed("from redis import Lock\n" + BODY, redis)
    start = "from redis import Lock\nfrom redis.asyncio import Redis\n"
    assert text == start + in_coroutine("Redis(1)")


def test_keywords_that_the_function_takes_itself_go_through_partial() -> None:
    text = fixed(in_coroutine("«f(func=1)»"), pool)
    assert "run_in_threadpool(functools.partial(f, func=1))" in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import asyncio\n", "import asyncio\n"),
        ("import asyncio as aio\n", "import asyncio as aio\n"),
        ("import os\n", "import asyncio\nimport os\n"),
        (
            "if x:\n    import asyncio\nimport os\n",
            "if x:\n    import asyncio\nimport asyncio\nimport os\n",
        ),
    ],
)
def test_add_import(before: str, after: str) -> None:
    text = fixed(before + in_coroutine("«run(f)»"), UnwrapCall, extra=[AddImport("asyncio.run")])
    assert text == after + in_coroutine("f")


def test_add_import_never_hides() -> None:
    def only_import(span: Span) -> AddImport:
        return AddImport("asyncio.run")

    marked = "asyncio = 1\n" + in_coroutine("«run(f)»")
    assert "something else" in refusal(marked, only_import, UnwrapCall)


def test_new_import_keeps_the_newlines_of_the_file() -> None:
    marked = ("import os\n" + BODY).replace("\n", "\r\n")
    after = ("import asyncio\nimport os\n" + in_coroutine("await asyncio.sleep(1)")).replace(
        "\n", "\r\n"
    )
    assert fixed(marked, sleep, AddAwait) == after


def test_the_projects_own_modules_have_a_block_of_their_own(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "myapp/__init__.py", "myapp/conf.py", "myapp/a.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    head = "import base64\n\n{new}from myapp.conf import x\n\n\n"
    body = "async def main():\n    {call}()\n"
    text = head.format(new="") + body.format(call="f")
    line = text.splitlines().index("    f()") + 1
    span = Span(line, 4, line, 7)
    edit = ReplaceCallee(span, "aiofiles.open")
    path = str(tmp_path / "myapp" / "a.py")
    result = apply_fixes(path, text.encode(), [finding(span, edit)], silent, unsafe=False)
    new = head.format(new="import aiofiles\n\n")
    assert result.data.decode() == new + body.format(call="aiofiles.open")


def test_name_is_taken_out_of_the_module_that_others_are_taken_out_of() -> None:
    imports = "from litellm import completion\n"
    after = BODY.replace("«f(1)»", "acompletion(1)")
    new = "from litellm import acompletion, completion\n"
    assert fixed(imports + BODY, acompletion) == new + after


def test_name_of_the_standard_library_is_taken_as_others_are() -> None:
    after = BODY.replace("«f(1)»", "await sleep(1)")
    assert fixed("from asyncio import run\n" + BODY, sleep, AddAwait) == (
        "from asyncio import run, sleep\n" + after
    )


def test_classes_alone_do_not_show_how_functions_are_named() -> None:
    imports = "from asyncio import Queue\n"
    after = BODY.replace("«f(1)»", "await asyncio.sleep(1)")
    assert fixed(imports + BODY, sleep, AddAwait) == f"import asyncio\n{imports}{after}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(a, b)", "(a, acompletion, b)"),
        ("(Zoo, zoo)", "(Zoo, acompletion, zoo)"),
        ("zoo, ape", "zoo, ape, acompletion"),
        ("ape as a, zoo", "acompletion, ape as a, zoo"),
        ("zoo, ape, cat", "zoo, ape, cat, acompletion"),
        ("(\n    a,\n    b,\n)", "(\n    a,\n    acompletion,\n    b,\n)"),
        ("(\n    A,\n    B,\n)", "(\n    A,\n    B,\n    acompletion,\n)"),
        ("(\n    A,\n    B\n)", "(\n    A,\n    B,\n    acompletion\n)"),
        (
            "(A,\n                     B)",
            "(A,\n                     B,\n                     acompletion)",
        ),
        ("(\n    A, B, C,\n    D, E)", "(\n    A, B, C,\n    D, E, acompletion)"),
    ],
)
def test_name_joins_others_of_its_module(before: str, after: str) -> None:
    call = BODY.replace("«f(1)»", "acompletion(1)")
    text = fixed(f"from litellm import {before}\n{BODY}", acompletion)
    assert text == f"from litellm import {after}\n{call}"


@pytest.mark.parametrize(
    "imports",
    [
        "from litellm import completion  # noqa\n",
        "from litellm import completion; import os\n",
        "from litellm import \\\n    completion\n",
        "from litellm import (\n    a,  # one\n)\n",
        f"from litellm import {'a' * 80}\n",
    ],
)
def test_name_stands_beside_an_import_that_has_no_room(imports: str) -> None:
    text = fixed(imports + BODY, acompletion)
    assert imports in text
    assert "from litellm import acompletion\n" in text


def test_room_is_what_the_project_says(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    text, (span,) = unmarked(f"from litellm import {'a' * 60}\n{BODY}")
    path = str(tmp_path / "src" / "a.py")
    result = apply_fixes(
        path, text.encode(), [finding(span, acompletion(span))], silent, unsafe=False
    )
    assert result.data.startswith(b"from litellm import " + b"a" * 60 + b", acompletion\n")


def test_two_names_join_others_at_one_place() -> None:
    text = "from asyncio import run\n\n\nasync def main():\n    «f(1)»\n"
    edits = (lambda span: Offload(span, "asyncio.to_thread"), AddAwait)
    assert fixed(text, *edits, extra=[AddImport("asyncio.sleep")]).startswith(
        "from asyncio import run, sleep, to_thread\n"
    )


def test_name_of_a_module_imported_both_ways_is_taken_from_it() -> None:
    imports = "import litellm\nfrom litellm import completion\n"
    after = BODY.replace("«f(1)»", "litellm.acompletion(1)")
    assert fixed(imports + BODY, acompletion) == imports + after


def test_new_imports_in_a_mixed_block_are_not_set_apart() -> None:
    before = "import click\nimport os\nimport sys\n" + BODY
    after = BODY.replace("«f(1)»", "litellm.acompletion(f, 1)")
    added = "import asyncio\nimport click\nimport litellm\nimport os\nimport sys\n"
    through = fixed(before, lambda span: Offload(span, "asyncio.sleep"), acompletion)
    assert through == added + after
