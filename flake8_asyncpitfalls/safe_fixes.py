"""Fixes that stay safe only where their new wait is proven to be seen by nobody, and does all of the work.

Each rule says what it thinks of its fix; this is asked of all that put in a wait where there was none. A
thread for one of several calls that block in a function is half of a repair: a person had better look.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import waits_of
from flake8_asyncpitfalls.analyses.expected_failures import handlers_around
from flake8_asyncpitfalls.analyses.house_offloaders import has_own_way
from flake8_asyncpitfalls.analyses.method_bases import bases_of_method
from flake8_asyncpitfalls.analyses.unseen_waits import seen_by_others
from flake8_asyncpitfalls.edit import AddAwait, InsertLines, Offload, OffloadToLoop
from flake8_asyncpitfalls.finding import Applicability
from flake8_asyncpitfalls.rule import BLOCKING
from flake8_asyncpitfalls.semantics.source.node_fields import variables_in
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_SLEEPING = f"{BLOCKING}01"
_AROUND = (ast.FormattedValue, ast.Dict, ast.List, ast.Set, ast.BoolOp)
_INSIDE = "the wait stands in the middle of something else"
_RUNNER = "asyncio.to_thread"
_OWN_WAY = "the file has a way of its own to run functions in threads"
HALF = "more of what the function does stays on the event loop"
"""Why a safe thread is unsafe beside other findings of its function."""
_FIRST = "the method has never waited so far, and others may rely on that"
IN_A_ROW = "several calls of the function get a wait each, which others may come between"
"""The same, where those are safe threads, too."""
_CAUGHT = "the error that this raises as it is, is caught"
_FAILING = ("ASY202", "ASY204", "ASY205", "ASY207", "ASY208", "ASY216", "ASY402", "ASY601")
"""Rules about code that can only fail as it is."""
_OF_MISUSE = frozenset({"AttributeError", "RuntimeError", "TypeError"})


def as_proven(findings: Iterable[Finding], model: SemanticModel) -> list[Finding]:
    """*findings*, with what is safe and waits made unsafe where others may see, or lose, something."""
    found = [_unless_seen(finding, model) for finding in findings]
    if not any(_is_safe_thread(finding) for finding in found):
        return found
    halves = {_scope_at(finding, model) for finding in found if _stays(finding)} - {None}
    threads = Counter(_scope_at(finding, model) for finding in found if _is_safe_thread(finding))
    return [
        _beside(finding, _scope_at(finding, model), halves, threads)
        if _is_safe_thread(finding)
        else finding
        for finding in found
    ]


def _beside(
    finding: Finding,
    scope: Scope | None,
    halves: Collection[Scope | None],
    threads: Mapping[Scope | None, int],
) -> Finding:
    """*finding*, whose fix is a safe thread, as it is beside the others of its function *scope*."""
    if scope in halves:
        return _unsafe(finding, HALF)
    return _unsafe(finding, IN_A_ROW) if threads[scope] > 1 else finding


def _unless_seen(finding: Finding, model: SemanticModel) -> Finding:
    """*finding*, with its safe fix made unsafe where a wait of it may be seen."""
    if finding.fix is None or not finding.fix.is_safe:
        return finding
    waits = [wait for edit in finding.fix.edits for wait in _waits(edit)]
    nodes = ((model.analysis(_places).get(span), is_before) for span, is_before in waits)
    is_thread = _is_safe_thread(finding)
    reasons = (
        (_worse_than_by_hand(finding, node, model) if is_thread else "")
        or seen_by_others(model, node, is_before=is_before)
        for node, is_before in nodes
        if node is not None
    )
    reason = next(filter(None, reasons), "") or _why_caught(finding, model)
    return _unsafe(finding, reason) if reason else finding


def _why_caught(finding: Finding, model: SemanticModel) -> str:
    """Why a person should look where code that fails is in a ``try`` for just that: it may be a question."""
    is_failing = finding.code.startswith(_FAILING)
    node = model.analysis(_places).get(finding.span) if is_failing else None
    if node is None:
        return ""
    caught = (one.type for one in handlers_around(node, model.parent) if one.type is not None)
    return _CAUGHT if any(not _OF_MISUSE.isdisjoint(variables_in(one)) for one in caught) else ""


def _unsafe(finding: Finding, reason: str) -> Finding:
    """*finding* with a fix that a person should look at, for this *reason*."""
    if finding.fix is None:
        return finding
    told = f"{finding.fix.description}; {reason}"
    fix = replace(finding.fix, applicability=Applicability.UNSAFE, description=told)
    return replace(finding, fix=fix)


def _is_safe_thread(finding: Finding) -> bool:
    """Whether the fix of *finding* is safe and puts one call into a thread."""
    fix = finding.fix
    if fix is None or not fix.is_safe:
        return False
    return any(isinstance(edit, (Offload, OffloadToLoop)) for edit in fix.edits)


def _stays(finding: Finding) -> bool:
    """Whether *finding* is about what goes on blocking when the safe fixes are carried out."""
    is_blocking = finding.code.startswith(BLOCKING) and finding.code != _SLEEPING
    return is_blocking and (finding.fix is None or not finding.fix.is_safe)


def _worse_than_by_hand(finding: Finding, node: ast.AST, model: SemanticModel) -> str:
    """Why a person would write the thread at *node* in another way; '' where it may stand so."""
    if _is_inside(node, model):
        return _INSIDE
    if _is_first_wait(node, model):
        return _FIRST
    edits = finding.fix.edits if finding.fix else ()
    is_plain = any(isinstance(one, Offload) and one.through == _RUNNER for one in edits)
    return _OWN_WAY if is_plain and has_own_way(model) else ""


def _is_first_wait(node: ast.AST, model: SemanticModel) -> bool:
    """Whether the method around *node* never waits as it is, and stands in for one of a base of the project.

    Those that await it, by whatever object, go on at once so far: to read with the one method and to write
    with another was one step for them.
    """
    scope = model.scope_of(node)
    stands_in = any(
        base is not None
        and not base.module.is_stub
        and model.types.members.own(base, scope.name) is not None
        for base in bases_of_method(scope, model)
    )
    # Asked last: all of the function is gone through for it.
    return stands_in and not waits_of(scope)


def _is_inside(node: ast.AST, model: SemanticModel) -> bool:
    """Whether *node* stands in an f-string, a display or a row of operands, where a wait is read over."""
    while isinstance(node, ast.expr) and not isinstance(node, _AROUND):
        node = model.parent(node)
    return isinstance(node, _AROUND)


def _waits(edit: Edit) -> list[tuple[Span, bool]]:
    """Where *edit* puts in a wait, and whether that is before what stands there."""
    match edit:
        case AddAwait(span=span):
            return [(span, False)]
        case InsertLines(span=span, code=code, after=after) if code.startswith("await "):
            return [(span, not after)]
    return []


def _scope_at(finding: Finding, model: SemanticModel) -> Scope | None:
    """The function that *finding* is about."""
    node = model.analysis(_places).get(finding.span)
    return None if node is None else model.scope_of(node)


def _places(model: SemanticModel) -> dict[Span, ast.expr | ast.stmt]:
    """All statements and expressions of the file, by where they stand; made where one is asked for."""
    return {
        Span.of(node): node
        for scope in model.scopes
        for kind in scope.types_of_nodes()
        if issubclass(kind, (ast.expr, ast.stmt))
        for node in scope.of_type(kind)
    }
