"""Ways through a block: which can be taken, and what has happened by then."""

from __future__ import annotations

import ast
import textwrap

import pytest

from flake8_asyncpitfalls.semantics.source.control_flow import leaving, states_at_ends, ways_through


def body_of(code: str) -> list[ast.stmt]:
    """The statements of *code* as the body of an async function in a loop."""
    tree = ast.parse("while x:\n async def f():\n  while y:\n" + textwrap.indent(code, "   "))
    loop = tree.body[0].body[0].body[0]  # type: ignore[attr-defined]
    return list(loop.body)


def is_done(node: ast.AST) -> bool:
    """Whether *node* calls ``done()``, or is ``async with`` or ``async for`` itself."""
    if isinstance(node, ast.AsyncWith | ast.AsyncFor):
        return True
    return any(isinstance(part, ast.Name) and part.id == "done" for part in ast.walk(node))


def ways(code: str) -> dict[str, str]:
    """Each way out with ``yes``, ``no`` or ``maybe``."""
    words = {frozenset({True}): "yes", frozenset({False}): "no", frozenset({True, False}): "maybe"}
    return {way: words[state] for way, state in ways_through(body_of(code), is_done).items()}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a()", {"end": "no"}),
        ("done()", {"end": "yes"}),
        ("return done()", {"return": "yes"}),
        ("return\ndone()", {"return": "no"}),
        ("raise done()", {"raise": "yes"}),
        ("done()\nassert False", {"raise": "yes"}),
        ("assert a\ndone()", {"end": "yes"}),
        ("break", {"break": "no"}),
        ("continue", {"continue": "no"}),
        ("if a:\n  done()", {"end": "maybe"}),
        ("if done():\n  a()", {"end": "yes"}),
        ("if a:\n  done()\nelse:\n  return", {"end": "yes", "return": "no"}),
        ("if True:\n  done()\nelse:\n  return", {"end": "yes"}),
        ("for a in b:\n  done()", {"end": "maybe"}),
        ("for a in done():\n  b()", {"end": "yes"}),
        ("for a in b:\n  break\nelse:\n  done()", {"end": "maybe"}),
        ("for a in b:\n  if c:\n    continue\n  done()", {"end": "maybe"}),
        ("for a in b:\n  return", {"end": "no", "return": "no"}),
        ("for a in b:\n  if c:\n    return\n  done()", {"end": "maybe", "return": "maybe"}),
        ("while True:\n  done()", {}),
        ("while True:\n  done()\n  break", {"end": "yes"}),
        ("while a:\n  done()\n  raise b", {"end": "no", "raise": "yes"}),
        ("async for a in b:\n  c()", {"end": "yes"}),
        ("async with a:\n  b()", {"end": "yes"}),
        ("with a:\n  done()", {"end": "yes"}),
        ("with done():\n  return", {"return": "yes"}),
        ("try:\n  a()\nexcept B:\n  done()", {"end": "maybe"}),
        ("try:\n  done()\nexcept B:\n  return", {"end": "yes", "return": "maybe"}),
        ("try:\n  done()\n  a()\nexcept B:\n  pass", {"end": "maybe"}),
        ("try:\n  a()\nexcept B:\n  raise\nelse:\n  done()", {"end": "yes", "raise": "no"}),
        ("try:\n  raise a\nexcept Exception:\n  pass", {"end": "no"}),
        ("try:\n  raise a\nexcept B:\n  pass", {"end": "no", "raise": "no"}),
        ("try:\n  return\nfinally:\n  done()", {"return": "yes"}),
        ("try:\n  return\nfinally:\n  break", {"break": "no"}),
        ("try:\n  a()\nfinally:\n  done()", {"end": "yes"}),
        ("match a:\n  case 1:\n    done()", {"end": "maybe"}),
        ("match a:\n  case 1:\n    done()\n  case _:\n    return", {"end": "yes", "return": "no"}),
        ("match a:\n  case _ if b:\n    done()", {"end": "maybe"}),
        ("def g():\n  return done()", {"end": "no"}),
        ("@done()\ndef g():\n  return", {"end": "yes"}),
    ],
)  # fmt: skip
def test_ways(code: str, expected: dict[str, str]) -> None:
    assert ways(code) == expected


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("return", [1]),
        ("if a:\n  break\nelse:\n  continue", [2, 4]),
        ("for a in b:\n  break\nelse:\n  break", [4]),
        ("for a in b:\n  return", [2]),
        ("while a:\n  continue", []),
        ("def g():\n  return", []),
        ("class A:\n  def g(self):\n    return", []),
        ("try:\n  a()\nexcept B:\n  return\nelse:\n  break\nfinally:\n  continue", [4, 6, 8]),
        ("match a:\n  case 1:\n    return", [3]),
        ("async with a:\n  with b:\n    break", [3]),
    ],
)
def test_leaving(code: str, lines: list[int]) -> None:
    assert [stmt.lineno - 3 for stmt in leaving(body_of(code))] == lines


def test_tests_that_are_decided_take_one_branch() -> None:
    def decides(test: ast.expr) -> bool | None:
        return {"yes": True, "no": False}.get(ast.unparse(test))

    def found(code: str) -> set[str]:
        return set(ways_through(body_of(code), is_done, decides))

    assert found("if yes:\n return\nraise") == {"return"}
    assert found("if no:\n return\nraise") == {"raise"}
    assert found("if other:\n return\nraise") == {"return", "raise"}


def test_statements_that_stop_raise() -> None:
    def stops(stmt: ast.stmt) -> bool:
        return ast.unparse(stmt) == "fail()"

    found = ways_through(body_of("if x:\n fail()\n return\ndone()"), is_done, stops=stops)
    assert found == {"raise": frozenset({False}), "end": frozenset({True})}


def test_what_has_happened_can_be_undone() -> None:
    seen: dict[str, set[bool]] = {}

    def after(node: ast.AST, state: frozenset[bool]) -> frozenset[bool]:
        text = ast.unparse(node)
        if text == "done()":
            return frozenset({True})
        if text.startswith("look"):
            seen.setdefault(text, set()).update(state)
            return frozenset({False})
        return state

    code = "look(1)\nwhile x:\n if y:\n  done()\n look(2)\ndone()\nlook(3)"
    assert states_at_ends(body_of(code), after) == {"end": frozenset({False})}
    assert seen == {"look(1)": {False}, "look(2)": {True, False}, "look(3)": {True}}
