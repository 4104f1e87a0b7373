"""Exception groups treated as single exceptions.

## What it does
Reports exception groups that are treated as single exceptions.

These are: raising a member of a group (`raise group.exceptions[0]`) without `from`; a
subclass of `ExceptionGroup` without `derive`; an attribute of the single exception asked of the
name in `except* ... as name`; and `pytest.raises(ExceptionGroup)`.

A member that is raised out of a group that surely has no second one is a note.

## Why it hurts
A member that is raised alone gets the group as its context and loses its own, and the other
members are lost. `split` and `except*` make plain groups out of a subclass that does not say how
to `derive`. In `except* OSError as error`, `error` is a group and has no `errno`.
`pytest.raises(ExceptionGroup)` passes whatever the members are, unless the test looks at them later.

## Example
```python
async def main():
    try:
        await work()
    except* OSError as error:
        print(error.errno)
```

## Instead
```python
async def main():
    try:
        await work()
    except* OSError as group:
        for error in group.exceptions:
            print(error)
```

## Fix safety
There is no fix: what shall happen to the other members is for a person to decide.

## Like
flake8-async ASYNC123, ASYNC126, ASYNC400 and ASYNC401, ruff ASYNC401.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.finding import Severity
from flake8_asyncpitfalls.rule import Rule
from flake8_asyncpitfalls.rules.tasks import reads_only
from flake8_asyncpitfalls.rules.tasks._members import group_of_member, has_one_member, looks_inside
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_GROUPS = ("ExceptionGroup", "BaseExceptionGroup")
_CONTEXTS = ("__cause__", "__context__", "__suppress_context__")

rule = Rule(
    code="ASY408", name="exception-group-misuse", severity=Severity.WARNING,
    message="{problem}; {advice}",
)  # fmt: skip


@rule.check(ast.Raise, mentions=(b".exceptions",))
def check_raise(stmt: ast.Raise, model: SemanticModel) -> Iterator[Finding]:
    """``raise group.exceptions[0]``."""
    match stmt:
        case ast.Raise(exc=ast.expr() as raised, cause=None) if group := group_of_member(
            raised, model
        ):
            problem = f"the other exceptions of {unparsed(group)!r} and the context are lost"
            severity, advice = None, "raise the group, or use 'from'"
            if has_one_member(stmt, group, model):
                severity, problem = Severity.NOTE, "its own context is lost"
            if not _is_cut_off(raised, model):
                yield rule.finding(stmt, severity=severity, problem=problem, advice=advice)


def _is_cut_off(raised: ast.expr, model: SemanticModel) -> bool:
    """Whether the context of the variable *raised* is set by hand: who does that has thought of it."""
    if not isinstance(raised, ast.Name):
        return False
    around = (model.parent(name) for name in model.scope_of(raised).names(raised.id))
    return any(
        isinstance(part, ast.Attribute)
        and part.attr in _CONTEXTS
        and isinstance(part.ctx, ast.Store)
        for part in around
    )


@rule.check(ast.ClassDef, mentions=(b"ExceptionGroup",))
def check_class(cls: ast.ClassDef, model: SemanticModel) -> Iterator[Finding]:
    """A subclass of a group that does not define ``derive``."""
    is_group = any(_is_group(base.value if isinstance(base, ast.Subscript) else base, model)
                   for base in cls.bases)  # fmt: skip
    scope = model.terms.scopes[cls]
    if is_group and "derive" not in model.terms.table(scope).by_name:
        problem = f"split() and except* make plain groups of {cls.name!r}"
        yield rule.finding(cls, problem=problem, advice="define derive()")


@rule.check(ast.TryStar)
def check_handlers(stmt: ast.TryStar, model: SemanticModel) -> Iterator[Finding]:
    """Attributes that a group does not have."""
    for handler in stmt.handlers:
        for node in walk_code(handler.body) if handler.name else ():
            match node:
                case ast.Attribute(value=ast.Name(id=handler.name), attr=attr) if (
                    not (attr.startswith("__") or hasattr(BaseExceptionGroup, attr))
                    and isinstance(node.ctx, ast.Load)
                    and reads_only(node.value, handler, model)
                ):
                    problem = f"{handler.name!r} is an exception group and has no {attr!r}"
                    advice = f"look at {handler.name}.exceptions"
                    yield rule.finding(node, problem=problem, advice=advice)


@rule.check(ast.Call, mentions=(b"ExceptionGroup",))
def check_raises(call: ast.Call, model: SemanticModel) -> Iterator[Finding]:
    """``pytest.raises(ExceptionGroup)``."""
    expected = [keyword.value for keyword in call.keywords if keyword.arg == "expected_exception"]
    given = [*call.args, *expected]
    if len(given) != 1 or len(call.keywords) > len(expected):
        return
    kinds = given[0].elts if isinstance(given[0], ast.Tuple) else given
    is_any = any(_is_group(kind, model) for kind in kinds)
    is_raises = is_any and model.name_of(call.func) == "pytest.raises"
    if is_raises and not looks_inside(call, model):
        problem = "this passes whatever exceptions are in the group"
        yield rule.finding(call, problem=problem, advice="use pytest.RaisesGroup")


def _is_group(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* is the builtin, or that of the backport."""
    module, _, name = model.name_of(expr).rpartition(".")
    return name in _GROUPS and module in ("builtins", "exceptiongroup")
