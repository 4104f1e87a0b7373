"""AddAwait and DropAwait in every position that an expression can have."""

from __future__ import annotations

import sys

import pytest
from editing import apply_at_marks, fixed, in_coroutine, refusal

from flake8_asyncpitfalls.edit import AddAwait, DropAwait

PLACES = [
    ("«f()»", "await f()"),
    ("x = «f()»", "x = await f()"),
    ("x: int = «f()»", "x: int = await f()"),
    ("x += «f()»", "x += await f()"),
    ("g(«f()»)", "g(await f())"),
    ("g(1, key=«f()», *a)", "g(1, key=await f(), *a)"),
    ("g(*«f()»)", "g(*await f())"),
    ("g(**«f()»)", "g(**await f())"),
    ("return «f()»", "return await f()"),
    ("return(«f()»)", "return(await f())"),
    ("x = yield «f()»", "x = yield await f()"),
    ("raise «f()» from «g()»", "raise await f() from await g()"),
    ("assert «f()», «g()»", "assert await f(), await g()"),
    ("del «f()».x", "del (await f()).x"),
    ("«f()».x = 1", "(await f()).x = 1"),
    ("x[«f()»] = 1", "x[await f()] = 1"),
    ("x[«f()»:«g()»]", "x[await f():await g()]"),
    ("if «f()»:\n    pass", "if await f():\n    pass"),
    ("while «f()»: pass", "while await f(): pass"),
    ("for x in «f()»:\n    pass", "for x in await f():\n    pass"),
    ("with «f()» as x, «g()»: pass", "with await f() as x, await g(): pass"),
    ("match «f()»:\n    case 1: pass", "match await f():\n    case 1: pass"),
    ("match 1:\n    case 1 if «f()»: pass", "match 1:\n    case 1 if await f(): pass"),
    ("try:\n    pass\nexcept «f()»:\n    pass", "try:\n    pass\nexcept await f():\n    pass"),
    ("class A(«f()»): pass", "class A(await f()): pass"),
    ("x = [*«f()», {**«g()»}]", "x = [*await f(), {**await g()}]"),
    ("x = {«f()»: «g()»}", "x = {await f(): await g()}"),
    ("x = «f()», «g()»", "x = await f(), await g()"),
]

OPERANDS = [
    ("«f()».x", "(await f()).x"),
    ("(«f()»).x", "(await f()).x"),
    ("(  # why\n    «f()»\n).x", "(  # why\n    await f()\n).x"),
    ("«f()»[0]", "(await f())[0]"),
    ("«f()»()", "(await f())()"),
    ("«a.b().c()».d()", "(await a.b().c()).d()"),
    ("«a.b()».c().d()", "(await a.b()).c().d()"),
    ("«a.b().c().d()»", "await a.b().c().d()"),
    ("«f()» ** 2", "await f() ** 2"),
    ("2 ** «f()»", "2 ** await f()"),
    ("-«f()»", "-await f()"),
    ("not «f()»", "not await f()"),
    ("«f()» == «g()»", "await f() == await g()"),
    ("«f()» in x", "await f() in x"),
    ("«f()» and «g()» or «h()»", "await f() and await g() or await h()"),
    ("«f()» + «g()» * «h()»", "await f() + await g() * await h()"),
    ("«f()» if «g()» else «h()»", "await f() if await g() else await h()"),
    ("x = (y := «f()»)", "x = (y := await f())"),
    ("x = «self.total»", "x = await self.total"),
    ("(«a or b»)", "(await (a or b))"),
    ("x = «a if b else c»", "x = await (a if b else c)"),
]

STRINGS = [
    ("f'{«f()»}'", "f'{await f()}'"),
    ("f'{«f()»!r:>{«g()»}}'", "f'{await f()!r:>{await g()}}'"),
    ("f'{«f()».x:{w}}'", "f'{(await f()).x:{w}}'"),
    ("f\"{x['a']} {«f('b')»}\"", "f\"{x['a']} {await f('b')}\""),
    ("'é' f'ü{«f()»}'", "'é' f'ü{await f()}'"),
]

COMPREHENSIONS = [
    ("[«f()» for x in y]", "[await f() for x in y]"),
    ("[x for x in «f()»]", "[x for x in await f()]"),
    ("[x for x in y if «f()»]", "[x for x in y if await f()]"),
    ("[x for a in b for x in «f()»]", "[x for a in b for x in await f()]"),
    ("{«f()»: «g()» for x in y}", "{await f(): await g() for x in y}"),
    ("{«f()» for x in y}", "{await f() for x in y}"),
    ("(x for x in «f()»)", "(x for x in await f())"),
    ("g(x for x in «f()»)", "g(x for x in await f())"),
    ("[x for x[«f()»] in y]", "[x for x[await f()] in y]"),
]

LAYOUTS = [
    (
        "x = g(\n    1,  # one\n    «f()»,  # two\n)",
        "x = g(\n    1,  # one\n    await f(),  # two\n)",
    ),
    ("«f(\n    1,  # one\n\n    2,\n)»", "await f(\n    1,  # one\n\n    2,\n)"),
    ("x = 1 + \\\n    «f()».y", "x = 1 + \\\n    (await f()).y"),
    ("x = (\n    «a\n    .b()\n    .c()»\n)", "x = (\n    await a\n    .b()\n    .c()\n)"),
    ("a(); «f()» ; b()  # c  ", "a(); await f() ; b()  # c  "),
    ("x = 'äöü'; y = «f('ß')», 'ñ'", "x = 'äöü'; y = await f('ß'), 'ñ'"),
    ("x = 1 if'a' else«(f)()»", "x = 1 if'a' else await (f)()"),
    ("x = y if«''.f()»else 1", "x = y if await ''.f()else 1"),
    ("«f ()»", "await f ()"),
    ("«f()»  " + "#" * 80 + "\nx", "await f()  " + "#" * 80 + "\nx"),
]


@pytest.mark.parametrize(("before", "after"), PLACES + STRINGS + COMPREHENSIONS + LAYOUTS)
def test_await_is_put_before(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), AddAwait) == in_coroutine(after)


@pytest.mark.parametrize(("before", "after"), OPERANDS)
def test_parentheses_follow_precedence(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), AddAwait) == in_coroutine(after)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="quotes may be the same since Python 3.12")
def test_await_between_the_same_quotes() -> None:
    before = 'f"{x["a"]}{«f("b")»}"'
    assert fixed(in_coroutine(before), AddAwait) == in_coroutine('f"{x["a"]}{await f("b")}"')


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("(«f()» for x in y)", "async generator"),
        ("(x for x in y if «f()»)", "async generator"),
        ("(x for a in b for x in «f()»)", "async generator"),
        ("[g(«f()» for x in y) for z in q]", "async generator"),
        ("lambda: «f()»", "lambda"),
        ("lambda x=«f()»: x", "lambda"),
        ("def g(x=«f()»): pass", "default argument"),
        ("def g(*, x=«f()»): pass", "default argument"),
        ("def g(x: «f()»): pass", "annotation"),
        ("def g() -> «f()»: pass", "annotation"),
        ("async def g(x=«f()»): pass", "default argument"),
        ("x: «f()» = 1", "annotation"),
        ("@«f()»\ndef g(): pass", "decorator"),
        ("@«f()»\nclass A: pass", "decorator"),
        ("@a\n@b.c(«f()»)\nasync def g(): pass", "decorator"),
        ("class A:\n    x = «f()»", "class body"),
        ("def g():\n    return «f()»", "not async"),
        ("await «f()»", "awaited already"),
        ("await («f()»)", "awaited already"),
        ("«await f()»", "awaited already"),
        ("«x» = 1", "assigned to"),
        ("del «x»", "assigned to"),
    ],
)
def test_await_is_refused(body: str, reason: str) -> None:
    assert reason in refusal(in_coroutine(body), AddAwait)


def test_await_is_refused_at_the_top() -> None:
    assert "outside of a function" in refusal("«f()»\n", AddAwait)


def test_text_that_an_f_string_shows_is_kept() -> None:
    assert refusal(in_coroutine("f'{«f()»=}'"), AddAwait)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("«await f()»", "f()"),
        ("x = «await f()»", "x = f()"),
        ("(«await f()»).x", "f().x"),
        ("( «await f()» )[0]", "f()[0]"),
        ("(  # why\n    «await f()»\n).x", "(  # why\n    f()\n).x"),
        ("(«await (a or b)»).x", "(a or b).x"),
        ("«await(f())»", "(f())"),
        ("-«await f()» ** 2", "-f() ** 2"),
        ("(«await f()») + 1", "(f()) + 1"),
        ("[«await f()» for x in y]", "[f() for x in y]"),
        ("f'{«await f()»}'", "f'{f()}'"),
        ("«await f(  # c\n    1\n)»", "f(  # c\n    1\n)"),
    ],
)
def test_await_is_dropped(before: str, after: str) -> None:
    assert fixed(in_coroutine(before), DropAwait) == in_coroutine(after)


def test_nothing_to_drop() -> None:
    assert "no await" in refusal(in_coroutine("«f()»"), DropAwait)


def test_line_that_ends_in_a_dropped_await_is_joined() -> None:
    marked = in_coroutine("x = (\n    «await  \\\n    f()»\n)")
    assert fixed(marked, DropAwait) == in_coroutine("x = f()")


def test_inner_fix_waits_for_the_next_pass() -> None:
    marked = in_coroutine("«f(1)».x").replace("f(1)", "f(g())")
    text = fixed(marked, AddAwait)
    assert text == in_coroutine("(await f(g())).x")
    assert fixed(text.replace("g()", "«g()»"), AddAwait) == in_coroutine("(await f(await g())).x")


def test_one_position_is_not_another() -> None:
    result = apply_at_marks(in_coroutine("«f(»1)"), AddAwait)
    assert result.withheld[0][1] == "no code stands at the position of the fix"
