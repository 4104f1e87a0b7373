"""Edits of calls and names, each by position."""

from __future__ import annotations

import pytest
from editing import fixed, in_coroutine, refusal

from flake8_asyncpitfalls.edit import (
    AddAwait,
    CallArgument,
    DropArgument,
    DropElement,
    InsertArgument,
    Offload,
    OffloadToLoop,
    PassObject,
    RenameAttribute,
    ReplaceCallee,
    ReplaceName,
    SpreadArgumentCall,
    SpreadDisplay,
    StarArgument,
    UncallArgument,
    UnwrapCall,
    WrapArgument,
)
from flake8_asyncpitfalls.span import Span

IMPORTS = "import asyncio\nimport functools\n\nimport anyio\n\n\n"

LOOP = "asyncio.get_running_loop().run_in_executor"


def to_thread(span: Span) -> Offload:
    return Offload(span, "asyncio.to_thread")


def run_sync(span: Span) -> Offload:
    return Offload(span, "anyio.to_thread.run_sync")


def program(body: str) -> str:
    return IMPORTS + in_coroutine(body)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«f()»", "await asyncio.to_thread(f)"),
        ("«f(a, k=b)»", "await asyncio.to_thread(f, a, k=b)"),
        ("«a.b(c)».d", "(await asyncio.to_thread(a.b, c)).d"),
        ("«f(*a, b, **k)»", "await asyncio.to_thread(f, *a, b, **k)"),
        ("«f(x for x in y)»", "await asyncio.to_thread(f, (x for x in y))"),
        ("«(lambda: 1)()»", "await asyncio.to_thread((lambda: 1))"),
        ("«g().h(a(), b())»", "await asyncio.to_thread(g().h, a(), b())"),
        ("«f(await g(), k=await h())»", "await asyncio.to_thread(f, await g(), k=await h())"),
        ("«f(x := 1)»", "await asyncio.to_thread(f, x := 1)"),
        (
            "«f(\n    a,  # a\n    k=b,\n)»",
            "await asyncio.to_thread(\n    f,\n    a,  # a\n    k=b,\n)",
        ),
        ("«f(  # why\n    a\n)»", "await asyncio.to_thread(  # why\n    f,\n    a\n)"),
        ("«f(\n    # none\n)»", "await asyncio.to_thread(\n    # none\n    f\n)"),
    ],
)
def test_offload_to_thread(before: str, after: str) -> None:
    assert fixed(program(before), to_thread, AddAwait) == program(after)


LONG = "the_first_of_the_arguments, the_second_of_all_the_arguments"
MORE = "the_third_of_the_arguments, the_fourth_of_the_arguments"
WIDE = f"{LONG}, {MORE[:30]}".replace(", ", ",\n    ")
SPREAD = f"{LONG}, {MORE[:40]}".replace(", ", ",\n    ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"«f({LONG})»", f"await asyncio.to_thread(\n    f, {LONG}\n)"),
        (f"«f({LONG})»  # why", f"await asyncio.to_thread(\n    f, {LONG}\n)  # why"),
        (f"if «f({LONG})»:\n    pass", f"if await asyncio.to_thread(\n    f, {LONG}\n):\n    pass"),
        # What follows is aligned with the function, and is not where that makes it too long.
        (f"«f(a,\n  {LONG[:27]})»", f"await asyncio.to_thread(f,\n{'':24}a,\n{'':24}{LONG[:27]})"),
        ("«f(a, b,\n  c)»", f"await asyncio.to_thread(f, a, b,\n{'':24}c)"),
        ("«f(a, b,\n  c, d,\n  e)»", f"await asyncio.to_thread(f, a, b,\n{'':24}c, d,\n{'':24}e)"),
        (
            f"«f(a,\n  {LONG}, the_last)»",
            f"await asyncio.to_thread(\n    f,\n    a,\n    {LONG}, the_last\n)",
        ),
        # A comment for a tool belongs to its line, and who writes longer lines may.
        (f"«f({LONG})».x", f"(\n    await asyncio.to_thread(\n        f, {LONG}\n    )\n).x"),
        (f"g(«f({LONG})»)", f"g(\n    await asyncio.to_thread(\n        f, {LONG}\n    )\n)"),
        (f"«f({LONG})»  # noqa: E501", f"await asyncio.to_thread(f, {LONG})  # noqa: E501"),
        (f"f'{{«f({LONG})»}}'", f"f'{{await asyncio.to_thread(f, {LONG})}}'"),
        (f"«f({LONG}, {MORE[:40]})»", f"await asyncio.to_thread(\n    f,\n    {SPREAD},\n)"),
        (f"«f({LONG}, {MORE})»", f"await asyncio.to_thread(f, {LONG}, {MORE})"),
        # Arguments on one line take the function to it; too long, or with a last comma, each has its own.
        ("«f(\n    a, b\n)»", "await asyncio.to_thread(\n    f, a, b\n)"),
        ("«f(\n    a\n)»", "await asyncio.to_thread(\n    f, a\n)"),
        ("«f(\n    a, b,\n)»", "await asyncio.to_thread(\n    f,\n    a, b,\n)"),
        ("«f(\n    a,\n    b\n)»", "await asyncio.to_thread(\n    f,\n    a,\n    b\n)"),
        (
            f"«f(\n    {LONG}, {MORE[:30]}\n)»",
            f"await asyncio.to_thread(\n    f,\n    {WIDE},\n)",
        ),
        (
            f"«f({LONG},\n  {MORE})»",
            f"await asyncio.to_thread(\n    f, {LONG},\n    {MORE}\n)",
        ),
    ],
)
def test_offload_in_lines_that_are_not_too_long(before: str, after: str) -> None:
    assert fixed(program(before), to_thread, AddAwait) == program(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«f(a)»", "await anyio.to_thread.run_sync(f, a)"),
        ("«f(a, *b)»", "await anyio.to_thread.run_sync(f, a, *b)"),
        ("«f(a, k=b)»", "await anyio.to_thread.run_sync(functools.partial(f, a, k=b))"),
        ("«f(**b)»[0]", "(await anyio.to_thread.run_sync(functools.partial(f, **b)))[0]"),
        (
            "«f(\n    a,\n    k=b,  # b\n)»",
            (
                "await anyio.to_thread.run_sync(\n    functools.partial(\n        f,\n"
                "        a,\n        k=b,  # b\n    )\n)"
            ),
        ),
    ],
)
def test_offload_without_keywords(before: str, after: str) -> None:
    assert fixed(program(before), run_sync, AddAwait) == program(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«f()»", "await asyncio.get_running_loop().run_in_executor(None, f)"),
        ("«f(a, *b)»", "await asyncio.get_running_loop().run_in_executor(None, f, a, *b)"),
        (
            "«f(a, k=b)»[0]",
            f"(\n    await {LOOP}(\n        None, functools.partial(f, a, k=b)\n    )\n)[0]",
        ),
        (
            "«f(\n    a,  # a\n)»",
            "await asyncio.get_running_loop().run_in_executor(\n    None,\n    f,\n    a,  # a\n)",
        ),
    ],
)
def test_offload_where_there_is_no_to_thread(before: str, after: str) -> None:
    assert fixed(program(before), OffloadToLoop, AddAwait) == program(after)


def test_a_comment_for_a_tool_goes_with_the_function_to_the_loop() -> None:
    call = "«a.b(  {}\n    c\n)»"
    remark = "# type: ignore[union-attr]"
    after = f"await {LOOP}(\n    None,\n    a.b,  {remark}\n    c,\n)"
    assert fixed(program(call.format(remark)), OffloadToLoop, AddAwait) == program(after)
    # What is for people stays where it was.
    assert f"{LOOP}(  # why\n" in fixed(program(call.format("# why")), OffloadToLoop, AddAwait)


def test_offload_adds_no_await() -> None:
    assert fixed(program("x = «f(1)»"), to_thread) == program("x = asyncio.to_thread(f, 1)")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«time.sleep(1)»", "await asyncio.sleep(1)"),
        ("x = «(time.sleep)(  # c\n    1)»", "x = await asyncio.sleep(  # c\n    1)"),
        ("g(«time.sleep(*a)», 1)", "g(await asyncio.sleep(*a), 1)"),
    ],
)
def test_replace_callee(before: str, after: str) -> None:
    def sleep(span: Span) -> ReplaceCallee:
        return ReplaceCallee(span, "asyncio.sleep")

    assert fixed(program(before), sleep, AddAwait) == program(after)


def test_comment_in_a_replaced_callee_is_not_lost() -> None:
    def sleep(span: Span) -> ReplaceCallee:
        return ReplaceCallee(span, "asyncio.sleep")

    marked = program("«(time  # of day\n .sleep)(1)»")
    assert refusal(marked, sleep, AddAwait) == "a comment would be lost"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«run(f())»", "f()"),
        ("x = «run(a if b else c)» + 1", "x = (a if b else c) + 1"),
        ("x = («run(a or b)») + 1", "x = (a or b) + 1"),
        ("g(«run(a or b)», 1)", "g(a or b, 1)"),
        ("x = «run(a or b)».c", "x = (a or b).c"),
        ("x = «run(await f())».c", "x = (await f()).c"),
        ("x = «run(await f())» + 1", "x = await f() + 1"),
        ("x = «run(x for x in y)»", "x = (x for x in y)"),
        ("x = «run(y := 1)»", "x = (y := 1)"),
        ("x = «run(\n    a +\n    b\n)»", "x = (a +\n    b)"),
        ("x = [\n    «run(\n        a +\n        b\n    )»\n]", "x = [\n    (a +\n        b)\n]"),
        ("x = a if«(run)(b)»else c", "x = a if b else c"),
    ],
)
def test_unwrap_call(before: str, after: str) -> None:
    assert fixed(program(before), UnwrapCall) == program(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«run(f())»", "await f()"),
        ("«run(a if b else c)».d", "(await (a if b else c)).d"),
        ("«run(f(\n    1,  # one\n))»", "await f(\n    1,  # one\n)"),
    ],
)
def test_unwrap_call_and_await(before: str, after: str) -> None:
    assert fixed(program(before), UnwrapCall, AddAwait) == program(after)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("«run(*f())»", "no positional argument 0"),
        ("«run(main=f())»", "no positional argument 0"),
        ("«run()»", "no positional argument 0"),
        ("«run»", "no call"),
        ("«run(  # why\n    f())»", "a comment would be lost"),
    ],
)
def test_unwrap_is_refused(body: str, reason: str) -> None:
    assert reason in refusal(program(body), UnwrapCall)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«f.result()»", "wrap(f)"),
        ("x = «pool.submit(f, 1).result()».y", "x = wrap(pool.submit(f, 1)).y"),
        ("g(«(a or b).result()»)", "g(wrap(a or b))"),
        ("«f.result(\n)»", "wrap(f)"),
        ("«(x for x in y).send()»", "wrap((x for x in y))"),
        ("x = «f\\\n  .result()»", "x = wrap(f)"),
        ("x = «a.b.open('w', k=1)»", "x = wrap(a.b, 'w', k=1)"),
        (
            "x = «a.open(\n    'w',\n    k=1,  # c\n)»",
            "x = wrap(\n    a,\n    'w',\n    k=1,  # c\n)",
        ),
        ("x = «a.open(*args)»", "x = wrap(a, *args)"),
        ("x = «a.send(y for y in z)»", "x = wrap(a, (y for y in z))"),
    ],
)
def test_pass_object(before: str, after: str) -> None:
    def pass_object(span: Span) -> PassObject:
        return PassObject(span, "m.wrap")

    start = "from m import wrap\n"
    assert fixed(start + program(before), pass_object) == start + program(after)


@pytest.mark.parametrize("body", ["«f()»", "«f.result»"])
def test_passing_an_object_is_refused(body: str) -> None:
    reason = refusal(program(body), lambda span: PassObject(span, "m.wrap"))
    assert reason in ("there is no method to call otherwise", "there is no call to change")


def test_second_argument_is_unwrapped() -> None:
    def second(span: Span) -> UnwrapCall:
        return UnwrapCall(span, 1)

    assert fixed(program("x = «run(a, b)»"), second) == program("x = b")


@pytest.mark.parametrize(
    ("each_element", "before", "after"),
    [
        (False, "«wait(f())»", "wait(asyncio.create_task(f()))"),
        (False, "«wait(f(), 1)»", "wait(asyncio.create_task(f()), 1)"),
        (
            True,
            "«wait([f(), g(1)], k=1)»",
            "wait([asyncio.create_task(f()), asyncio.create_task(g(1))], k=1)",
        ),
        (True, "«wait((f(),))»", "wait((asyncio.create_task(f()),))"),
        (True, "«wait({f()})»", "wait({asyncio.create_task(f())})"),
        (True, "«wait([f(x) for x in y])»", "wait([asyncio.create_task(f(x)) for x in y])"),
        (True, "«wait(f(x) for x in y)»", "wait(asyncio.create_task(f(x)) for x in y)"),
        (
            True,
            "«wait([\n    f(),  # one\n    g(),\n])»",
            "wait([\n    asyncio.create_task(f()),  # one\n    asyncio.create_task(g()),\n])",
        ),
    ],
)
def test_wrap_argument(each_element: bool, before: str, after: str) -> None:
    def wrap(span: Span) -> WrapArgument:
        return WrapArgument(span, 0, "asyncio.create_task", each_element=each_element)

    assert fixed(program(before), wrap) == program(after)


@pytest.mark.parametrize("body", ["«wait(*f)»", "«wait(fs)»", "«wait([*fs])»", "«wait()»"])
def test_wrapping_each_element_is_refused(body: str) -> None:
    def wrap(span: Span) -> WrapArgument:
        return WrapArgument(span, 0, "asyncio.create_task", each_element=True)

    assert refusal(program(body), wrap)


@pytest.mark.parametrize(
    ("argument", "before", "after"),
    [
        (0, "«outer(f(a, k=b))»", "outer(f, a, k=b)"),
        (0, "«outer(f())»", "outer(f)"),
        (0, "«outer(f(a), b, c=1)»", "outer(f, a, b, c=1)"),
        (1, "«outer(None, f(a))»", "outer(None, f, a)"),
        (0, "«outer((f(a)))»", "outer(f, a)"),
        (0, "«outer(f(x for x in y))»", "outer(f, (x for x in y))"),
        (0, "«outer(f(*a, **b))»", "outer(f, *a, **b)"),
        (
            0,
            "«outer(\n    f(\n        a,  # a\n    ),\n)»",
            "outer(\n    f,\n    a,  # a\n)",
        ),
    ],
)
def test_spread_argument(argument: int, before: str, after: str) -> None:
    def spread(span: Span) -> SpreadArgumentCall:
        return SpreadArgumentCall(span, argument)

    assert fixed(program(before), spread) == program(after)


def test_keywords_do_not_go_before_positions() -> None:
    def spread(span: Span) -> SpreadArgumentCall:
        return SpreadArgumentCall(span, 0)

    assert "before positional" in refusal(program("«outer(f(k=1), b)»"), spread)


def test_uncall_argument() -> None:
    def uncall(span: Span) -> UncallArgument:
        return UncallArgument(span, 0)

    assert fixed(program("«start(f(a, b), 1)»"), uncall) == program("start(f, a, b, 1)")
    assert fixed(program("«start(f())»"), uncall) == program("start(f)")
    assert "would not reach" in refusal(program("«start(f(k=1))»"), uncall)
    assert "no call" in refusal(program("«start(f)»"), uncall)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«run(f)»", "run(f())"),
        ("«run(a.b, 1)»", "run(a.b(), 1)"),
        ("«run(lambda: f())»", "run((lambda: f())())"),
        ("«run(a or b)»", "run((a or b)())"),
    ],
)
def test_call_argument(before: str, after: str) -> None:
    def call(span: Span) -> CallArgument:
        return CallArgument(span, 0)

    assert fixed(program(before), call) == program(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«gather([f(), g()])»", "gather(*[f(), g()])"),
        ("«gather(xs, key=1)»", "gather(*xs, key=1)"),
        ("«gather(a or b)»", "gather(*a or b)"),
        ("«gather(f(x) for x in y)»", "gather(*(f(x) for x in y))"),
        ("«gather(\n    xs,  # all\n)»", "gather(\n    *xs,  # all\n)"),
    ],
)
def test_star_argument(before: str, after: str) -> None:
    def star(span: Span) -> StarArgument:
        return StarArgument(span, 0)

    assert fixed(program(before), star) == program(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«f([a, *b])»", "f(a, *b)"),
        ("«f([a, b], key=1)»", "f(a, b, key=1)"),
        ("«f([(x for x in y)], k)»", "f((x for x in y), k)"),
        ("«f([\n    a,  # a\n    b,\n])»", "f(\n    a,  # a\n    b,\n)"),
        ("«f([\n    a,\n    b,\n], k=1)»", "f(\n    a,\n    b,\n    k=1\n)"),
        ("«f(\n    [\n        a,\n        b,\n    ],\n    k=1,\n)»",
         "f(\n    a,\n    b,\n    k=1,\n)"),
        ("«f(\n    [a, b],\n    k=1,\n)»", "f(\n    a,\n    b,\n    k=1,\n)"),
    ],
)  # fmt: skip
def test_spread_display(before: str, after: str) -> None:
    def spread(span: Span) -> SpreadDisplay:
        return SpreadDisplay(span, 0)

    assert fixed(program(before), spread) == program(after)


def test_what_is_starred_already_stays() -> None:
    assert "no positional argument" in refusal(
        program("«gather(*xs)»"), lambda span: StarArgument(span, 0)
    )


@pytest.mark.parametrize(
    ("argument", "before", "after"),
    [
        (0, "«run(f, a)»", "run(None, f, a)"),
        (0, "«run()»", "run(None)"),
        (0, "«run(k=1)»", "run(None, k=1)"),
        (0, "«run(*a)»", "run(None, *a)"),
        (1, "«run(f, a)»", "run(f, None, a)"),
        (2, "«run(f, a)»", "run(f, a, None)"),
        (1, "«run(x for x in y)»", "run((x for x in y), None)"),
        (0, "«run(\n    f,\n)»", "run(\n    None,\n    f,\n)"),
        (1, "«run(\n    f,\n)»", "run(\n    f,\n    None,\n)"),
        (1, "«run(f,  # f\n    a)»", "run(f,  # f\n    None,\n    a)"),
    ],
)
def test_insert_argument(argument: int, before: str, after: str) -> None:
    def insert(span: Span) -> InsertArgument:
        return InsertArgument(span, argument, "None")

    assert fixed(program(before), insert) == program(after)


def test_place_of_an_inserted_argument_must_be_certain() -> None:
    def insert(span: Span) -> InsertArgument:
        return InsertArgument(span, 1, "None")

    assert refusal(program("«run(*a)»"), insert)
    assert refusal(program("«run()»"), insert)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«run(a, loop=b)»", "run(a)"),
        ("«run(loop=b, k=1)»", "run(k=1)"),
        ("«run(loop=b)»", "run()"),
        ("«run(a, loop=b, )»", "run(a, )"),
        ("«run(\n    a,\n    loop=b,\n)»", "run(\n    a,\n)"),
        ("«run(\n    loop=b,\n    k=c,  # c\n)»", "run(\n    k=c,  # c\n)"),
    ],
)
def test_drop_argument(before: str, after: str) -> None:
    def drop(span: Span) -> DropArgument:
        return DropArgument(span, "loop")

    assert fixed(program(before), drop) == program(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«run(None, f)»", "run(f)"),
        ("«run(None)»", "run()"),
        ("«run(None, f, *a, k=b)»", "run(f, *a, k=b)"),
        ("«run(\n    None,\n    f,\n)»", "run(\n    f,\n)"),
    ],
)
def test_drop_first_argument(before: str, after: str) -> None:
    def drop(span: Span) -> DropArgument:
        return DropArgument(span, 0)

    assert fixed(program(before), drop) == program(after)


@pytest.mark.parametrize("body", ["«run(*a)»", "«run(k=a)»", "«run()»"])
def test_dropping_an_unsure_first_argument_is_refused(body: str) -> None:
    def drop(span: Span) -> DropArgument:
        return DropArgument(span, 0)

    assert "no positional argument 0" in refusal(program(body), drop)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("«run(a)»", "no argument 'loop'"),
        ("«run(**a)»", "no argument 'loop'"),
        ("«run(\n    a,  # a\n    loop=b,  # b\n)»", "a comment would be lost"),
    ],
)
def test_dropping_is_refused(body: str, reason: str) -> None:
    def drop(span: Span) -> DropArgument:
        return DropArgument(span, "loop")

    assert reason in refusal(program(body), drop)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«a.old»(1)", "a.new(1)"),
        ("«a.b.old».c", "a.b.new.c"),
        ("«a.old» = 1", "a.new = 1"),
        ("x = («f()\n    .old»)", "x = (f()\n    .new)"),
    ],
)
def test_rename_attribute(before: str, after: str) -> None:
    def rename(span: Span) -> RenameAttribute:
        return RenameAttribute(span, "new")

    assert fixed(program(before), rename) == program(after)
    assert "no attribute" in refusal(program("«old»()"), rename)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "TimeoutError",
            "try: pass\nexcept «a.Error»: pass",
            "try: pass\nexcept TimeoutError: pass",
        ),
        ("builtins.TimeoutError", "raise «Error»(1)", "raise TimeoutError(1)"),
        ("asyncio.run", "x = «a.b.c»(1)", "x = asyncio.run(1)"),
    ],
)
def test_replace_name(name: str, before: str, after: str) -> None:
    def replace(span: Span) -> ReplaceName:
        return ReplaceName(span, name)

    assert fixed(program(before), replace) == program(after)


@pytest.mark.parametrize(
    ("element", "before", "after"),
    [
        (0, "try: pass\nexcept «(a, b)»: pass", "try: pass\nexcept b: pass"),
        (1, "try: pass\nexcept«(a.x, b)»as e: pass", "try: pass\nexcept a.x as e: pass"),
        (1, "x = f(«(a, b, c)»)", "x = f((a, c))"),
        (2, "x = «a, b, c»", "x = a, b"),
        (2, "x = «(a, b, c,)»", "x = (a, b,)"),
        (2, "x = «(\n    a,\n    b,\n    c,\n)»", "x = (\n    a,\n    b,\n)"),
        (0, "x = «(\n    a,\n    b,\n    c,\n)»", "x = (\n    b,\n    c,\n)"),
        (0, "for x in «(a, b)»: pass", "for x in b: pass"),
        (0, "x = «(a, b := 1)»", "x = (b := 1)"),
    ],
)
def test_drop_element(element: int, before: str, after: str) -> None:
    def drop(span: Span) -> DropElement:
        return DropElement(span, element)

    assert fixed(program(before), drop) == program(after)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("x = «[a, b]»", "no tuple"),
        ("x = «(a,)»", "no tuple"),
        ("x = «(a, *b)»", "how many"),
        ("x = «(\n    a,  # a\n    b,\n)»", "comment"),
        ("«(a, b)» = x", "assigned"),
    ],
)
def test_dropping_an_element_is_refused(body: str, reason: str) -> None:
    def drop(span: Span) -> DropElement:
        return DropElement(span, 0)

    assert reason in refusal(program(body), drop)


def test_replacing_a_name_is_refused() -> None:
    def replace(span: Span) -> ReplaceName:
        return ReplaceName(span, "TimeoutError")

    assert "no name" in refusal(program("«f()»"), replace)
    assert "assigned" in refusal(program("«a.b» = 1"), replace)
    assert "something else" in refusal(program("TimeoutError = 1; «a.b»"), replace)


def test_edits_of_two_places_of_one_fix() -> None:
    def inner(span: Span) -> AddAwait:
        return AddAwait(Span(span.line, span.column + 4, span.line, span.end_column - 1))

    before = program("x = «run(f(1))».y")
    assert fixed(before, inner, AddAwait) == program("x = (await run(await f(1))).y")
