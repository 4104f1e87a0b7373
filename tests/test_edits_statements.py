"""Edits of statements and clauses, each by position."""

from __future__ import annotations

import pytest
from editing import finding, fixed, in_coroutine, refusal, silent

from flake8_asyncpitfalls.edit import (
    AddAwait,
    AwaitFirst,
    CatchErrors,
    Decorate,
    EnterBetween,
    EnterRest,
    HoldIterable,
    InsertLines,
    KeepTask,
    MakeAsync,
    MakeSync,
    ReplaceLines,
    Reraise,
    Unindent,
)
from flake8_asyncpitfalls.fixes.engine import apply_fixes
from flake8_asyncpitfalls.span import Span

SYNC_AND_ASYNC = [
    ("«with a: pass»", "async with a: pass"),
    ("«with a as b:  # b\n    # c\n    c»  # d", "async with a as b:  # b\n    # c\n    c  # d"),
    ("«with (\n    a,  # a\n    b,\n):\n    x»", "async with (\n    a,  # a\n    b,\n):\n    x"),
    ("«for a in b:\n    pass\nelse:\n    pass»", "async for a in b:\n    pass\nelse:\n    pass"),
    ("«with a:\n    @b\n    def f(): pass»", "async with a:\n    @b\n    def f(): pass"),
    ("«with a:\n\n  # x\n    x\n  # y\n    y»", "async with a:\n\n  # x\n    x\n  # y\n    y"),
    ("if x:\n    «for a, b in c: d; e»", "if x:\n    async for a, b in c: d; e"),
    ("x = [y for «y» in z]", "x = [y async for y in z]"),
    ("x = [y for y in z for(«y») in z]", "x = [y for y in z async for(y) in z]"),
    ("x = {y: y for «(y, q)» in z if y}", "x = {y: y async for (y, q) in z if y}"),
    ("x = {y\n     for «y, q» in z}", "x = {y\n     async for y, q in z}"),
]


@pytest.mark.parametrize(("before", "after"), SYNC_AND_ASYNC)
def test_make_async(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), MakeAsync) == in_coroutine(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«async with a: pass»", "with a: pass"),
        ("«async  with a as b:\n    # c\n    pass»  # d", "with a as b:\n    # c\n    pass  # d"),
        ("«async for a in b:\n    pass\nelse: c»", "for a in b:\n    pass\nelse: c"),
        ("x = [y async for «y» in z]", "x = [y for y in z]"),
        ("x = (y async for «y, q» in z)", "x = (y for y, q in z)"),
    ],
)
def test_make_sync(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), MakeSync) == in_coroutine(after)


def _cached(span: Span) -> Decorate:
    return Decorate(span, "functools.cache")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«def f(): pass»", "@functools.cache\ndef f(): pass"),
        (
            "x = 1\n\n\n# f\n«def f(a: int) -> str:\n    return a»  # g",
            "x = 1\n\n\n# f\n@functools.cache\ndef f(a: int) -> str:\n    return a  # g",
        ),
        (
            "if x:\n    «def f():\n        pass»",
            "if x:\n    @functools.cache\n    def f():\n        pass",
        ),
    ],
)
def test_decorate(before: str, after: str) -> None:
    head = "import functools\n\n\n"
    assert fixed(head + before + "\n", _cached) == head + after + "\n"


def test_a_decorated_function_is_left_alone() -> None:
    refused = refusal("import functools\n\n\n@x\n«def f(): pass»\n", _cached)
    assert refused == "there is no line of its own for another statement"


def test_make_a_function_async() -> None:
    before = "class A:\n    @a\n    «def f(self):  # c\n        '''Text.'''\n        return 1»\n"
    after = "class A:\n    @a\n    async def f(self):  # c\n        '''Text.'''\n        return 1\n"
    assert fixed(before, MakeAsync) == after
    assert fixed("«def f(x=g()): return x»\n", MakeAsync) == "async def f(x=g()): return x\n"


@pytest.mark.parametrize(
    ("function", "call", "before", "after"),
    [
        (
            Span(1, 0, 1, 22),
            Span(1, 16, 1, 19),
            "def f(): return g()[0]\n",
            "async def f(): return (await g())[0]\n",
        ),
        (
            Span(1, 0, 2, 17),
            Span(2, 11, 2, 14),
            "def f():\n    return g()[0]\n",
            "async def f():\n    return (await g())[0]\n",
        ),
    ],
)
def test_await_in_a_function_that_becomes_async(
    function: Span, call: Span, before: str, after: str
) -> None:
    edits = (MakeAsync(function), AddAwait(call))
    result = apply_fixes("p.py", before.encode(), [finding(call, *edits)], silent, unsafe=False)
    assert result.withheld == ()
    assert result.data.decode() == after


def test_await_before_the_function_becomes_async_is_refused() -> None:
    text = "def f():\n    return g()\n"
    edits = (AddAwait(Span(2, 11, 2, 14)), MakeAsync(Span(1, 0, 2, 14)))
    found = finding(Span(1, 0, 1, 1), *edits)
    result = apply_fixes("p.py", text.encode(), [found], silent, unsafe=False)
    assert "not async" in result.withheld[0][1]


def test_make_a_function_sync() -> None:
    before = "class A:\n    @a\n    «async  def f(self):\n        '''Text.'''\n        return 1»\n"
    after = "class A:\n    @a\n    def f(self):\n        '''Text.'''\n        return 1\n"
    assert fixed(before, MakeSync) == after


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("x = (y for «y» in z)", "async generator"),
        ("x = lambda: [y for «y» in z]", "lambda"),
        ("def f():\n    «with a: pass»", "not async"),
        ("«async with a: pass»", "no code stands"),
        ("[y async for «y» in z]", "nothing here"),
        ("[«y» for y in z]", "no comprehension clause"),
        ("[y for y in «z»]", "no comprehension clause"),
    ],
)
def test_make_async_is_refused(body: str, reason: str) -> None:
    assert reason in refusal(in_coroutine(body), MakeAsync)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«except A: pass»", "except A: raise"),
        ("«except A: ...»  # a", "except A: raise  # a"),
        ("«except A: log()»", "except A: log(); raise"),
        ("«except:\n    pass»  # a", "except:\n    raise  # a"),
        (
            "«except A as b:\n    # a\n    log()»  # b\n    # c",
            "except A as b:\n    # a\n    log()  # b\n    raise\n    # c",
        ),
        (
            "«except A:\n    if b:\n        c»\nelse:\n    d",
            "except A:\n    if b:\n        c\n    raise\nelse:\n    d",
        ),
        ("«except A:\n    pass»\nexcept B:\n    pass", "except A:\n    raise\nexcept B:\n    pass"),
        ("«except* A:\n    log()»", "except* A:\n    log()\n    raise"),
        ("«except A:\n    '''text'''»", "except A:\n    '''text'''\n    raise"),
    ],
)
def test_reraise(before: str, after: str) -> None:
    start = "try:\n    f()\n"
    assert fixed(in_coroutine(start + before), Reraise) == in_coroutine(start + after)


def test_reraise_in_the_last_line() -> None:
    assert (
        fixed("try: f()\n«except A:\n\tlog()»", Reraise) == "try: f()\nexcept A:\n\tlog()\n\traise"
    )


SET = "_background_tasks = set()\n"
KEEP = "_background_tasks.add({0})\n{1}{0}.add_done_callback(_background_tasks.discard)"


def keeping(assignment: str, name: str = "task", indent: str = "") -> str:
    return f"{assignment}\n{indent}{KEEP.format(name, indent)}"


def on_one_line(assignment: str, name: str = "task") -> str:
    return keeping(assignment, name).replace("\n", "; ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«make(x)»", keeping("task = make(x)")),
        ("«make(x)»  # why\ny", keeping("task = make(x)  # why") + "\ny"),
        ("t = «make(x)»", keeping("t = make(x)", "t")),
        ("t: T = «make(x)»", keeping("t: T = make(x)", "t")),
        ("_ = «make(x)»", keeping("task = make(x)")),
        ("_ = «make(x)»; _.y", on_one_line("_ = make(x)", "_") + "; _.y"),
        ("for task in y: «make(x)»", "for task in y: " + on_one_line("x_task = make(x)", "x_task")),
        ("task = 1\n«make(x)»", "task = 1\n" + keeping("x_task = make(x)", "x_task")),
        ("if a:\n    «make(x)»", "if a:\n    " + keeping("task = make(x)", indent="    ")),
        ("if a: «make(x)»", "if a: " + on_one_line("task = make(x)")),
        ("a; «make(x)»; b", "a; " + on_one_line("task = make(x)") + "; b"),
        ("«make(x)»;", on_one_line("task = make(x)") + ";"),
        ("«make(\n    x,  # x\n)»", keeping("task = make(\n    x,  # x\n)")),
        ("return «make(x)»", keeping("task = make(x)") + "\nreturn task"),
        ("if a: return «make(x)»", "if a: " + on_one_line("task = make(x)") + "; return task"),
    ],
)
def test_keep_task(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), KeepTask) == SET + "\n\n" + in_coroutine(after)


def test_task_set_goes_after_the_imports() -> None:
    start = '"""Text."""\nimport a\ntry:\n    import b\nexcept ImportError:\n    b = None\n'
    rest = "\nX()\n" + in_coroutine(keeping("task = a(x)"))
    marked = start + "\nX()\n" + in_coroutine("«a(x)»")
    assert fixed(marked, KeepTask) == start + "\n" + SET + rest
    variables = start + "X = 1\n'What it is.'\n\nlog: object = f(\n    X\n)\nload()\n"
    marked = variables + "if X:\n    Y = 1\n" + in_coroutine("«a(x)»")
    rest = "\nif X:\n    Y = 1\n" + in_coroutine(keeping("task = a(x)"))
    assert fixed(marked, KeepTask) == variables + "\n" + SET + rest


def test_task_set_does_not_part_a_variable_from_what_asks_for_it() -> None:
    variables = "import a\nX = 1\nif X:\n    X = a.b\n"
    marked = variables + "\n\n" + in_coroutine("«a(x)»")
    rest = "\n\n" + in_coroutine(keeping("task = a(x)"))
    assert fixed(marked, KeepTask) == variables + "\n" + SET + rest
    # What asks for another thing, or defines something, is not of the variable.
    for other in ("if a.b:\n    Y = 1\n", "if X:\n    def f(): pass\n"):
        marked = "import a\nX = 1\n\n" + other + in_coroutine("«a(x)»")
        expected = f"import a\nX = 1\n\n{SET}\n" + other + in_coroutine(keeping("task = a(x)"))
        assert fixed(marked, KeepTask) == expected


def test_task_set_goes_before_its_first_use() -> None:
    before = "import a\nX = 1\n«a(x)»\nY = 1\nimport b\n"
    after = f"import a\nX = 1\n\n{SET}\n" + keeping("task = a(x)") + "\nY = 1\nimport b\n"
    assert fixed(before, KeepTask) == after


@pytest.mark.parametrize(
    ("imports", "made"),
    [
        ("from __future__ import annotations\nimport asyncio\n", ": set[asyncio.Task[object]]"),
        ("from __future__ import annotations\nimport asyncio as a\n", ": set[a.Task[object]]"),
        ("from __future__ import division\nimport asyncio\n", ""),
        ("import asyncio\n", ""),
    ],
)
def test_task_set_has_a_type_where_annotations_are_lazy(imports: str, made: str) -> None:
    start = f"{imports}\n\n"
    text = fixed(start + in_coroutine("«f()»"), KeepTask)
    assert f"\n_background_tasks{made} = set()\n" in text


@pytest.mark.parametrize(
    ("start", "function", "made"),
    [
        (
            "import asyncio\nimport typing\n",
            "def f() -> None: ",
            ': typing.Set["asyncio.Task[object]"]',
        ),
        (
            "import asyncio\nfrom typing import Set\n",
            "def f(x: int): ",
            ': Set["asyncio.Task[object]"]',
        ),
        ("import asyncio\n", "def f(x): ", ""),
        ("import asyncio\n", "def f(x): t: int = 1; ", ""),
    ],
)
def test_task_set_of_old_pythons_has_a_type_where_functions_have(
    start: str, function: str, made: str
) -> None:
    text = fixed(f"{start}\n\n{function}«asyncio.ensure_future(x)»\n", KeepTask)
    assert f"\n_background_tasks{made} = set()\n" in text


def test_task_set_takes_what_the_file_says_to_be_a_future() -> None:
    start = "from __future__ import annotations\nimport asyncio\n\n\n"
    for said, held in (("asyncio.Future", "object"), ("asyncio.Task", "asyncio.Task[object]")):
        marked = start + in_coroutine(f"t: {said}[int] = «asyncio.ensure_future(f())»")
        assert f"\n_background_tasks: set[{held}] = set()\n" in fixed(marked, KeepTask)


def test_task_set_of_the_module_is_used() -> None:
    for made in ("_background_tasks = set()", "_background_tasks: set[object] = set()"):
        before = f"{made}\n" + in_coroutine("«a(x)»")
        assert fixed(before, KeepTask) == f"{made}\n" + in_coroutine(keeping("task = a(x)"))


def test_one_task_set_for_two_tasks() -> None:
    marked = in_coroutine("if a:\n    «make(x)»\nelse:\n    «make(y)»")
    text = fixed(marked, KeepTask)
    assert text.count(SET) == 1
    assert text.count("_background_tasks.add(") == 2


def test_task_at_the_top_and_at_the_end() -> None:
    assert fixed("«make(x)»", KeepTask) == f"{SET}\n" + keeping("task = make(x)")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (in_coroutine("return await «make(x)»"), "statement of its own"),
        (in_coroutine("f(«make(x)»)"), "statement of its own"),
        (in_coroutine("a = b = «make(x)»"), "not bound to one name"),
        (in_coroutine("a.b = «make(x)»"), "not bound to one name"),
        (in_coroutine("a, b = «make(x)»"), "not bound to one name"),
        ("class A:\n    «make(x)»\n", "class body"),
        ("_background_tasks = []\n" + in_coroutine("«make(x)»"), "something else"),
        (in_coroutine("_background_tasks = 1\n«make(x)»"), "something else"),
        (in_coroutine("global _background_tasks\n«make(x)»"), "something else"),
    ],
)
def test_keeping_is_refused(text: str, reason: str) -> None:
    assert reason in refusal(text, KeepTask)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«with a:\n    b\n    c»", "b\nc"),
        ("«with a: b; c»  # d", "b; c  # d"),
        ("«with a:  # why\n\n    # b\n    b»  # c\nd", "# why\n# b\nb  # c\nd"),
        ("«with a:\n    x = (1,\n         2)»", "x = (1,\n     2)"),
        ("«with a:\n    if b:\n        c\n\n    # d\n    e»", "if b:\n    c\n\n# d\ne"),
        ("«async with a:\n    await b»", "await b"),
        ("if x:\n    «with a:\n        b»\nelse:\n    c", "if x:\n    b\nelse:\n    c"),
        ("«with a:\n  b\n  if c:\n        d»", "b\nif c:\n      d"),
    ],
)
def test_unindent(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), Unindent) == in_coroutine(after)


def test_unindent_keeps_the_lines_of_strings() -> None:
    before = "def f():\n    «with a:\n        x = '''\n  y\n        '''\n        z»\n"
    after = "def f():\n    x = '''\n  y\n        '''\n    z\n"
    assert fixed(before, Unindent) == after


def test_unindent_at_the_top_and_at_the_end() -> None:
    assert fixed("«with a:\n\tb\n\tc»", Unindent) == "b\nc"
    assert fixed("x\n\f\n«with a:\r\n  b»\r\ny", Unindent) == "x\n\f\nb\r\ny"


def test_unindent_keeps_comments() -> None:
    marked = in_coroutine("«with (\n    a,  # a\n):\n    b»")
    assert refusal(marked, Unindent) == "a comment would be lost"


def before(span: Span) -> InsertLines:
    return InsertLines(span, "await ⟦0⟧()", ("trio.lowlevel.checkpoint",))


def behind(span: Span) -> InsertLines:
    return InsertLines(span, "await ⟦0⟧()", ("trio.lowlevel.checkpoint",), after=True)


CALL = "await trio.lowlevel.checkpoint()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«return a»  # why", f"{CALL}\nreturn a  # why"),
        ("# above\n«a = 1»", f"# above\n{CALL}\na = 1"),
        ("«if a:\n    b»\nc", f"{CALL}\nif a:\n    b\nc"),
        ("if a:\n  «return (\n    b)»", f"if a:\n  {CALL}\n  return (\n    b)"),
    ],
)
def test_checkpoint_before(text: str, expected: str) -> None:
    start = "import trio\n"
    assert fixed(start + in_coroutine(text), before) == start + in_coroutine(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«a»  # why", f"a  # why\n{CALL}"),
        ("«for a in b:\n    c»", f"for a in b:\n    c\n{CALL}"),
        ("«if a: b»", f"if a: b\n{CALL}"),
    ],
)
def test_checkpoint_behind(text: str, expected: str) -> None:
    start = "import trio\n"
    assert fixed(start + in_coroutine(text), behind) == start + in_coroutine(expected)


@pytest.mark.parametrize("text", ["if a: «return»", "a; «return»", "«a»; b"])
def test_checkpoint_needs_a_line(text: str) -> None:
    assert "line of its own" in refusal("import trio\n" + in_coroutine(text), before)


def test_checkpoint_not_between_a_function_and_its_decorator() -> None:
    text = in_coroutine("@a\n«def b():\n    pass»")
    assert "line of its own" in refusal("import trio\n" + text, before)


def enter_first(span: Span) -> EnterRest:
    return EnterRest(span, 0)


def enter_second(span: Span) -> EnterRest:
    return EnterRest(span, 1)


def test_enter_for_the_rest_of_a_function() -> None:
    before = (
        "@d\n«async def f():\n    x = g()  # x\n\n    # y\n    await x.y()\n    return 1»\n\nz\n"
    )
    after = (
        "@d\nasync def f():\n    async with g() as x:  # x\n\n        # y\n"
        "        await x.y()\n        return 1\n\nz\n"
    )
    assert fixed(before, enter_first) == after


def test_enter_in_a_method_and_keep_the_lines_of_strings() -> None:
    before = (
        "class A:\n  «async def f(self):\n    'Text.'\n    x = g()\n"
        "    x.y('''\n  z''')»\n  b = 1\n"
    )
    after = (
        "class A:\n  async def f(self):\n    'Text.'\n    async with g() as x:\n"
        "      x.y('''\n  z''')\n  b = 1\n"
    )
    assert fixed(before, enter_second) == after


@pytest.mark.parametrize(
    "code",
    [
        "«async def f(): x = g(); x.y()»\n",
        "«async def f():\n    x = g()»\n",
        "«async def f():\n    x, y = g()\n    x.y()»\n",
        "«async def f():\n    x = g(); z\n    x.y()»\n",
    ],
)
def test_enter_is_refused(code: str) -> None:
    assert refusal(code, enter_first)


def hold(span: Span) -> HoldIterable:
    return HoldIterable(span, "contextlib.aclosing", "source")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# a\n«async for x in f(1): return x»  # b",
            (
                "# a\nasync with contextlib.aclosing(f(1)) as source:\n"
                "    async for x in source: return x  # b"
            ),
        ),
        (
            (
                "if y:\n  «async for (x, z) in f(\n    1,  # c\n  ):  # d\n    # e\n    break\n"
                "  else:\n    pass»\n  z()"
            ),
            (
                "if y:\n  async with contextlib.aclosing(f(\n    1,  # c\n  )) as source:\n"
                "    async for (x, z) in source:  # d\n      # e\n      break\n"
                "    else:\n      pass\n  z()"
            ),
        ),
        (
            "«async for x in (f(1)):\n    return '''\n  y'''»",
            (
                "async with contextlib.aclosing((f(1))) as source:\n    async for x in source:\n"
                "        return '''\n  y'''"
            ),
        ),
    ],
)
def test_hold_what_a_loop_goes_through(before: str, after: str) -> None:
    imports = "import contextlib\n\n"
    assert fixed(imports + in_coroutine(before), hold) == imports + in_coroutine(after)


def test_only_an_asynchronous_loop_is_held() -> None:
    assert refusal(in_coroutine("«for x in f(1): return x»"), hold)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«x.y += await f(1)»  # b", "value = await f(1)\nx.y += value  # b"),
        (
            "# a\n«x = x + (await f(value)) * 2»",
            "# a\nawaited = await f(value)\nx = x + awaited * 2",
        ),
        ("«x = [*x, await f(await g())]»", "value = await f(await g())\nx = [*x, value]"),
    ],
)
def test_await_first(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), AwaitFirst) == in_coroutine(after)


@pytest.mark.parametrize("code", ["«x += await f() + await g()»", "if a: «x += await f()»"])
def test_await_first_refused(code: str) -> None:
    assert refusal(in_coroutine(code), AwaitFirst)


def enter_between(span: Span) -> EnterBetween:
    return EnterBetween(span, 1, 3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            (
                "«if x:\n    a()\n    # b\n    await l.m.acquire()  # c\n    d()\n    # e\n"
                "    l.m.release()\n    g()»"
            ),
            "if x:\n    a()\n    # b\n    async with l.m:  # c\n        d()\n        # e\n    g()",
        ),
        (
            "«with x:\n    a()\n    await l.acquire()\n    d(\n        b)\n    l.release()»",
            "with x:\n    a()\n    async with l:\n        d(\n            b)",
        ),
    ],
)
def test_enter_between(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), enter_between) == in_coroutine(after)


@pytest.mark.parametrize(
    "code",
    [
        "«if x:\n    await l.acquire()\n    a()\n    l.release()»",
        "«if x:\n    a()\n    l.acquire()\n    d()\n    l.release()»",
        "«if x:\n    a()\n    await l.acquire()\n    d()\n    l.release()  # e\n    f()»",
        "«if x:\n    a()\n    await l.acquire()\n    d()\n    l.release(); d()»",
    ],
)
def test_enter_between_refused(code: str) -> None:
    assert refusal(in_coroutine(code), enter_between)


def by_two(span: Span) -> ReplaceLines:
    return ReplaceLines(span, "⟦0⟧(1)\nreturn 2", ("asyncio.run",), 1, 2)


def by_none(span: Span) -> ReplaceLines:
    return ReplaceLines(span, "", (), 0, 0)


def test_replace_lines() -> None:
    before = "import asyncio\n«def f():\n    a\n    # why\n    b\n    c  # so\n    d»\n"
    after = "import asyncio\ndef f():\n    a\n    # why\n    asyncio.run(1)\n    return 2\n    d\n"
    assert fixed(before.replace("  # so", ""), by_two) == after
    after = after.replace("run(1)", "run(1)  # so")
    assert fixed(before.replace("b", "b  # so").replace("c  # so", "c"), by_two) == after
    assert refusal(before, by_two)


def test_replace_lines_by_none() -> None:
    assert fixed("«def f():\n    a\n    b»\n", by_none) == "def f():\n    b\n"
    assert refusal("«def f():\n    # why\n    a\n    b»\n", by_none) == "a comment would be lost"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("except: pass", "except Exception: pass"),
        ("except:  # why\n    pass", "except Exception:  # why\n    pass"),
        ("except:\n    # why\n\n    a", "except Exception:\n    # why\n\n    a"),
        ("except BaseException as e: a", "except Exception as e: a"),
        ("except(Exception, BaseException)as e: a", "except Exception as e: a"),
        ("except (A, BaseException) as e: a", "except Exception as e: a"),
    ],
)
def test_catch_errors(before: str, after: str) -> None:
    head, end = "try:\n    a\nexcept A:\n    pass\n", "\nfinally:\n    b\n"
    assert fixed(f"{head}«{before}»{end}", CatchErrors) == f"{head}{after}{end}"


def test_catch_errors_where_the_name_is_another() -> None:
    assert refusal("Exception = 1\ntry: a\n«except: pass»\n", CatchErrors)


def test_catch_errors_of_groups() -> None:
    assert refusal("try: a\n«except* A: pass»\n", CatchErrors)


PLAIN = "def read(a=3,\n         b=4): return a\n"
COROUTINE = "async def read(a=3,\n               b=4): return a\n"


@pytest.mark.parametrize(
    ("plain", "coroutine"),
    [
        (PLAIN, COROUTINE),
        ("def read(\n    a,\n    b,\n): return a\n", "async def read(\n    a,\n    b,\n): return a\n"),
        ("def read(a, b=f(1,\n                 2)): return a\n",
         "async def read(a, b=f(1,\n                 2)): return a\n"),
    ],
)  # fmt: skip
def test_parameters_stay_under_the_first_one(plain: str, coroutine: str) -> None:
    in_class = [
        "class A:\n" + "".join(f"    {line}\n" for line in text.splitlines())
        for text in (plain, coroutine)
    ]
    for before, after in ((plain, coroutine), (in_class[0], in_class[1])):
        start = "    " if before.startswith("class") else ""
        marked = before.replace(f"{start}def", f"{start}«def", 1).rstrip("\n") + "»\n"
        assert fixed(marked, MakeAsync) == after
        marked = after.replace(f"{start}async def", f"{start}«async def", 1).rstrip("\n") + "»\n"
        assert fixed(marked, MakeSync) == before
