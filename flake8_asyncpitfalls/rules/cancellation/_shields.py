"""Shields around the waits of cleanup: where none is needed, and the fix that puts one there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.edit import AddKeyword, EnterLines
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, name_of, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_DEADLINES = frozenset({"fail_after", "fail_at", "move_on_after", "move_on_at"})
_TARGETS = (ast.Name, ast.Attribute, ast.Subscript)
_CHECKPOINTS = ("trio.lowlevel.checkpoint", "anyio.lowlevel.checkpoint")


def is_mere_checkpoint(wait: ast.AST, model: SemanticModel) -> bool:
    """Whether *wait* is there for the cancellation alone, and does no work of its own."""
    match wait:
        case ast.Await(value=ast.Call(func=func)):
            return model.refers_to(func, *_CHECKPOINTS)
    return False


def hands_over(function: ast.AsyncFunctionDef) -> bool:
    """Whether it looks at the exception, or only leaves a group that was told of it."""
    names = {arg.arg for arg in function.args.args[1:]}
    return any(isinstance(node, ast.Name) and node.id in names for node in walk_code(function.body))


def shield_fix(
    holder: ast.stmt | ast.ExceptHandler,
    block: str,
    wait: ast.AST,
    library: str,
    model: SemanticModel,
) -> Fix | None:
    """The lines of the *block* of *holder* from *wait* to the last one that waits, shielded.

    Not in tests, which may wait there for the very cancellation. No deadline where all of it ends by
    itself: five seconds around five seconds end first, and what is done then is never done; a thread goes
    on in any case. Nor around more than one wait: a deadline that ends the first leaves out the rest.
    No fix where what a loop over them finds out is read behind it: after a deadline, that is older.
    """
    if is_of_tests(model) or is_in_test(model, holder):
        return None
    stmts: list[ast.stmt] = getattr(holder, block)
    first = next(i for i, stmt in enumerate(stmts) if wait in ast.walk(stmt))
    last = max(i for i, stmt in enumerate(stmts) if any(suspensions([stmt])))
    name = f"{library}.move_on_after"
    if any(isinstance(node, ast.Yield) for node in walk_code(stmts)):
        return None
    if first == last and (scope := _unshielded_scope(stmts[first], library, model)):
        keyword = AddKeyword(Span.of(scope), "shield", "True")
        return Fix(Applicability.UNSAFE, "shield the scope that is there", (keyword,))
    moved = stmts[first : last + 1]
    is_sure_to_end = all(_ends_by_itself(stmt, library, model) for stmt in moved)
    has_deadlines = any(_has_deadline(stmt, library, model) for stmt in moved)
    if is_sure_to_end or not (has_deadlines or _is_one_wait(moved)):
        scope_name = f"{library}.CancelScope"
        scope_edit = EnterLines(
            Span.of(holder), "⟦0⟧(shield=True)", (scope_name,), first, last, block
        )
        description = f"shield it with {scope_name}"
        if not is_sure_to_end:
            description += "; how long it may take is yours to say"
        return Fix(Applicability.UNSAFE, description, (scope_edit,))
    if has_deadlines or _is_read_after(moved, model):
        return None
    edit = EnterLines(Span.of(holder), "⟦0⟧(5, shield=True)", (name,), first, last, block)
    description = f"shield it for five seconds with {name}"
    if not isinstance(holder, ast.ExceptHandler):
        description += "; they count without a cancellation, too"
    return Fix(Applicability.UNSAFE, description, (edit,))


def _is_one_wait(stmts: list[ast.stmt]) -> bool:
    """Whether *stmts* are one ``await`` and nothing else, which a deadline may end without more.

    It would leave out what follows the wait in the lines, without a word; and it counts where nobody
    cancels, too. An ``async for`` may go on for ever: it has to end some time.
    """
    if any(isinstance(node, ast.AsyncFor) for node in walk_code(stmts)):
        return True
    match stmts:
        case [ast.Expr(value=ast.Await(value=awaited))]:
            return not any(isinstance(node, ast.Await) for node in ast.walk(awaited))
    return False


def _is_read_after(stmts: list[ast.stmt], model: SemanticModel) -> bool:
    """Whether the function reads, behind *stmts*, a variable or attribute that they bind."""
    bound = {
        unparsed(node)
        for node in walk_code(stmts)
        if isinstance(node, _TARGETS) and not isinstance(node.ctx, ast.Load)
    }
    if not bound:
        return False
    last = model.analysis(_LastReads).of(model.scope_of(stmts[0]))
    return any(last.get(text, 0) > (stmts[-1].end_lineno or 0) for text in bound)


class _LastReads:
    """The last line (1-based) in which each function reads a variable or attribute, by its text."""

    def __init__(self, model: SemanticModel) -> None:
        self._known: dict[Scope, dict[str, int]] = {}

    def of(self, scope: Scope) -> dict[str, int]:
        """Those of *scope*, and of what is nested in it."""
        if scope not in self._known:
            found = self._known[scope] = {}
            for node in ast.walk(scope.node):
                if isinstance(node, _TARGETS) and isinstance(node.ctx, ast.Load):
                    text = unparsed(node)
                    found[text] = max(node.lineno, found.get(text, 0))
        return self._known[scope]


def _unshielded_scope(stmt: ast.stmt, library: str, model: SemanticModel) -> ast.Call | None:
    """The call of ``move_on_after`` that *stmt* enters without a shield."""
    match stmt:
        case ast.With(items=[ast.withitem(context_expr=ast.Call() as made)]):
            is_scope = model.refers_to(made.func, f"{library}.move_on_after")
            is_told = any(keyword.arg in (None, "shield") for keyword in made.keywords)
            return made if is_scope and not is_told else None
    return None


def _ends_by_itself(stmt: ast.stmt, library: str, model: SemanticModel) -> bool:
    """Whether all that *stmt* awaits is for a thread that is not abandoned, or has a deadline of its own."""
    waits = list(suspensions([stmt]))
    if len(waits) != 1 or not isinstance(waits[0], ast.Await):
        return False
    call = waits[0].value
    if not isinstance(call, ast.Call):
        return False
    if _has_deadline(stmt, library, model):
        return True
    names = {keyword.arg for keyword in call.keywords}
    is_whole = names.isdisjoint({None, "abandon_on_cancel", "cancellable"})
    return is_whole and model.refers_to(call.func, f"{library}.to_thread.run_sync")


def _has_deadline(stmt: ast.stmt, library: str, model: SemanticModel) -> bool:
    """Whether a function of the project that *stmt* awaits ends what it waits for after a time."""
    awaited = [node.value for node in walk_code([stmt]) if isinstance(node, ast.Await)]
    return any(
        isinstance(option, FunctionValue)
        and not option.summary.module.is_stub
        and _sets_deadline(option, library, model)
        for call in awaited
        if isinstance(call, ast.Call)
        for option in options_of(model.value_of(call.func))
    )


def _sets_deadline(function: FunctionValue, library: str, model: SemanticModel) -> bool:
    summary = function.summary
    frame = model.types.calls.frame_of(function, [], {})
    names = {f"{library}.{name}" for name in _DEADLINES}
    return any(
        name_of(option) in names
        for call in summary.scope.of_type(ast.Call)
        for option in options_of(
            model.types.evaluate(summary.module.terms.reduce(call.func, summary.scope), frame)
        )
    )
