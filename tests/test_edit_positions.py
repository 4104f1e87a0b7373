"""Every edit of an expression at every kind of place: the result must mean what was asked for."""

from __future__ import annotations

import ast

import pytest
from editing import MakeEdit, fixed, in_coroutine, refusal

from flake8_asyncpitfalls.edit import (
    AddAwait,
    AddCall,
    AddKeyword,
    CallArgument,
    DropArgument,
    DropAwait,
    DropElement,
    InsertArgument,
    Offload,
    OffloadExpression,
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
    WrapExpression,
)

IMPORTS = "import asyncio\nimport functools\n\nimport anyio\n\n\n"
Makers = tuple[MakeEdit, ...]

EDITS: dict[str, tuple[str, Makers, str]] = {
    "add await": ("f(a)", (AddAwait,), "await f(a)"),
    "drop await": ("await f(a)", (DropAwait,), "f(a)"),
    "drop await of a sum": ("await (a + b)", (DropAwait,), "a + b"),
    "replace callee": ("f(a)", (lambda s: ReplaceCallee(s, "asyncio.run"),), "asyncio.run(a)"),
    "replace name": ("a.b", (lambda s: ReplaceName(s, "asyncio.Lock"),), "asyncio.Lock"),
    "rename attribute": ("a.b", (lambda s: RenameAttribute(s, "c"),), "a.c"),
    "offload": ("f(a)", (lambda s: Offload(s, "asyncio.to_thread"),), "asyncio.to_thread(f, a)"),
    "offload and await": (
        "f(a, k=1)",
        (lambda s: Offload(s, "anyio.to_thread.run_sync"), AddAwait),
        "await anyio.to_thread.run_sync(functools.partial(f, a, k=1))",
    ),
    "offload an expression and await": (
        "[a for a in b]",
        (lambda s: OffloadExpression(s, "asyncio.to_thread", "functools.reduce"), AddAwait),
        "await asyncio.to_thread(lambda: functools.reduce([a for a in b]))",
    ),
    "unwrap": ("f(a + b)", (UnwrapCall,), "a + b"),
    "unwrap a conditional": ("f(a if b else c)", (UnwrapCall,), "a if b else c"),
    "unwrap and await": ("f(g())", (UnwrapCall, AddAwait), "await g()"),
    "add call": ("a.b", (AddCall,), "a.b()"),
    "wrap expression": ("a.b", (lambda s: WrapExpression(s, "asyncio.wait"),), "asyncio.wait(a.b)"),
    "pass object": ("a.b(c)", (lambda s: PassObject(s, "asyncio.wait"),), "asyncio.wait(a, c)"),
    "wrap argument": (
        "f([a, b])",
        (lambda s: WrapArgument(s, 0, "asyncio.create_task", each_element=True),),
        "f([asyncio.create_task(a), asyncio.create_task(b)])",
    ),
    "spread argument": ("f(g(a))", (lambda s: SpreadArgumentCall(s, 0),), "f(g, a)"),
    "call argument": ("f(a)", (lambda s: CallArgument(s, 0),), "f(a())"),
    "uncall argument": ("f(g(a))", (lambda s: UncallArgument(s, 0),), "f(g, a)"),
    "star argument": ("f(a)", (lambda s: StarArgument(s, 0),), "f(*a)"),
    "spread display": ("f([a, *b], k=1)", (lambda s: SpreadDisplay(s, 0),), "f(a, *b, k=1)"),
    "insert argument": ("f(a)", (lambda s: InsertArgument(s, 0, "None"),), "f(None, a)"),
    "add keyword": ("f(a)", (lambda s: AddKeyword(s, "k", "True"),), "f(a, k=True)"),
    "drop argument": ("f(a, k=1)", (lambda s: DropArgument(s, "k"),), "f(a)"),
    "drop element": ("(a, b)", (lambda s: DropElement(s, 0),), "b"),
}

PLACES = {
    "statement": "{}",
    "value": "x = {}",
    "argument": "g(1, {}, k=2)",
    "sole argument": "g({})",
    "keyword": "g(k={})",
    "attribute base": "x = {}.y",
    "subscript base": "x = {}[0]",
    "index": "x = y[{}]",
    "callee": "x = {}()",
    "left of a power": "x = {} ** 2",
    "right of a power": "x = 2 ** {}",
    "negated": "x = -{}",
    "not": "x = not {}",
    "compared": "x = y < {} < z",
    "condition": "x = y if {} else z",
    "or": "x = y or {} and z",
    "f-string": "x = f'{{{}}}'",
    "f-string with a format": "x = f'{{{}!r:>{{w}}}}'",
    "list comprehension": "x = [{} for y in z]",
    "condition of a comprehension": "x = [y for y in z if {}]",
    "iterated": "x = [y for y in {}]",
    "first iterable of a generator": "x = (y for y in {})",
    "chained": "x = {}.y().z",
    "element": "x = [1, {}, 2]",
    "starred": "x = [*{}]",
    "dictionary": "x = {{{}: {}}}",
    "subscript of a slice": "x = y[{}:1]",
    "returned": "return {}",
    "yielded": "yield {}",
    "walrus": "x = (y := {})",
    "if": "if {}: pass",
    "with": "with {} as x: pass",
    "for": "for x in {}: pass",
    "over lines": "x = g(\n    1,  # one\n    {},  # two\n)",
    "after a backslash": "x = 1 + \\\n    {}",
    "parentheses with comments": "x = (  # why\n    {}  # so\n)",
}
NO_AWAIT = {
    "generator expression": "x = ({} for y in z)",
    "lambda": "x = lambda: {}",
    "default": "def g(x={}): pass",
    "decorator": "@g({})\ndef h(): pass",
    "class body": "class A:\n    x = {}",
}


AFTER_A_PRIMARY = ("{}.", "{}[", "{}()")


def marked(place: str, code: str) -> str:
    needs = code.startswith("await") and any(follows in place for follows in AFTER_A_PRIMARY)
    written = f"(«{code}»)" if needs else f"«{code}»"
    return IMPORTS + in_coroutine(place.format(*[written] * 2))


def meant(place: str, code: str) -> str:
    """The tree that the text must have: *code* in parentheses at *place*, nothing else changed."""
    return ast.dump(ast.parse(IMPORTS + in_coroutine(place.format(*[f"({code})"] * 2))))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("edit", EDITS)
def test_edit_at_place(edit: str, place: str) -> None:
    before, makers, after = EDITS[edit]
    text = fixed(marked(PLACES[place], before), *makers)
    assert ast.dump(ast.parse(text)) == meant(PLACES[place], after), text
    assert text.count("#") == PLACES[place].count("#")


@pytest.mark.parametrize("place", NO_AWAIT)
@pytest.mark.parametrize("edit", EDITS)
def test_edit_where_no_await_may_stand(edit: str, place: str) -> None:
    before, makers, after = EDITS[edit]
    if "await" in before:
        return
    if "await" in after:
        assert "await" in refusal(marked(NO_AWAIT[place], before), *makers)
        return
    text = fixed(marked(NO_AWAIT[place], before), *makers)
    assert ast.dump(ast.parse(text)) == meant(NO_AWAIT[place], after), text
