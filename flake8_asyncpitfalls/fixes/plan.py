"""A finding's fix made ready on one file: its steps, the fragments they need, the imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from flake8_asyncpitfalls import finding as vocabulary
from flake8_asyncpitfalls.fixes import tasks
from flake8_asyncpitfalls.fixes.fragments import Fragment, fragment_of
from flake8_asyncpitfalls.fixes.imports import NewImport, Reference, module_import, reference
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.steps import Step, needs_partial
from flake8_asyncpitfalls.fixes.tree import Path, path_to, why_no_await

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from flake8_asyncpitfalls.finding import Edit, Finding, Span
    from flake8_asyncpitfalls.fixes.text import FileText
    from flake8_asyncpitfalls.fixes.visibility import Visibility


# The edits of one fix often have one span.
Paths: TypeAlias = "dict[tuple[Span, tuple[type[ast.AST], ...]], Path]"


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What *finding* asks for. *claims* are the ranges (offsets) that no other fix may touch.

    *containers* are the statements that make new sets of tasks, *first_statement* is the index in
    the module's body of the first statement that is touched.
    """

    finding: Finding
    fragments: Mapping[Fragment, tuple[Step, ...]]
    claims: tuple[tuple[int, int], ...]
    imports: frozenset[NewImport]
    containers: frozenset[str]
    first_statement: int


def make_plan(finding: Finding, text: FileText, names: Visibility) -> Plan:
    """The plan of ``finding.fix``; raises RefusedError when it cannot be carried out there."""
    assert finding.fix is not None
    imports: set[NewImport] = set()
    containers: set[str] = set()
    steps = []
    paths: Paths = {}
    made_async: set[ast.AST] = set()
    for edit in finding.fix.edits:
        if isinstance(edit, vocabulary.AddImport):
            needed = module_import(edit.qualified_name, names)
            imports |= {needed} if needed else set()
            continue
        step, references = _step(edit, text, names, paths, made_async)
        steps.append(step)
        imports.update(ref.needs for ref in references if ref.needs)
        if isinstance(edit, vocabulary.KeepTask) and tasks.is_new(edit.container, step.path, names):
            containers.add(tasks.creation(edit.container, names))
    if not steps:
        raise RefusedError("the fix changes no code")
    fragments = _fragments(steps, text)
    first = min(text.tree.body.index(step.path[1]) for step in steps)  # type: ignore[arg-type]
    claims = tuple(_claims(fragments, text))
    return Plan(finding, fragments, claims, frozenset(imports), frozenset(containers), first)


_FOUND_AS: dict[type, tuple[type[ast.AST], ...]] = {
    vocabulary.MakeAsync: (ast.expr, ast.With, ast.For, ast.FunctionDef),
    vocabulary.MakeSync: (ast.expr, ast.AsyncWith, ast.AsyncFor, ast.AsyncFunctionDef),
    vocabulary.Reraise: (ast.ExceptHandler,),
    vocabulary.Unindent: (ast.With, ast.AsyncWith),
    vocabulary.EnterRest: (ast.AsyncFunctionDef,),
    vocabulary.HoldIterable: (ast.AsyncFor,),
    vocabulary.AddCheckpoint: (ast.stmt,),
}

_FIT_FOR_TARGETS = (vocabulary.MakeAsync, vocabulary.MakeSync, vocabulary.RenameAttribute)


def _step(
    edit: Any, text: FileText, names: Visibility, paths: Paths, made_async: set[ast.AST]
) -> tuple[Step, list[Reference]]:
    kinds = _FOUND_AS.get(type(edit), (ast.expr,))
    path = paths.get((edit.span, kinds)) or path_to(text.tree, edit.span, kinds)
    paths[edit.span, kinds] = path
    if isinstance(edit, vocabulary.MakeAsync) and isinstance(path[-1], ast.FunctionDef):
        made_async.add(path[-1])
    else:
        _check_place(edit, path, made_async)
    if isinstance(edit, vocabulary.KeepTask):
        return tasks.step(edit, path, text, names), []
    references = [reference(name, path, names) for name in _names_in(edit, path)]
    written, partial = (*(ref.text for ref in references), "", "")[:2]
    return Step(edit, path, _anchor(edit, path), written, partial), references


def _check_place(edit: Edit, path: Path, made_async: Container[ast.AST]) -> None:
    """Raise RefusedError where no ``await`` may stand, or where the code is assigned to.

    *made_async* are the functions that edits before this one make ``async``.
    """
    if isinstance(edit, (vocabulary.AddAwait, vocabulary.MakeAsync)):
        if isinstance(path[-2], ast.Await):
            raise RefusedError("the expression is awaited already")
        reason = why_no_await(path, made_async)
        if reason:
            raise RefusedError(reason)
    if not isinstance(getattr(path[-1], "ctx", None), (ast.Store, ast.Del)):
        return
    if not isinstance(edit, _FIT_FOR_TARGETS):
        raise RefusedError("the code is assigned to")


def _anchor(edit: Edit, path: Path) -> ast.AST:
    if not isinstance(edit, (vocabulary.MakeAsync, vocabulary.MakeSync)):
        return path[-1]
    if isinstance(path[-1], ast.stmt):
        return path[-1]
    clause = path[-2]
    if not isinstance(clause, ast.comprehension) or path[-1] is not clause.target:
        raise RefusedError("there is no comprehension clause at the position of the fix")
    return clause


def _names_in(edit: Edit, path: Path) -> Iterator[str]:
    """The qualified names that *edit* writes: the reference first, then that for keywords."""
    if isinstance(edit, vocabulary.Offload):
        yield edit.through
        call = path[-1]
        if isinstance(call, ast.Call) and needs_partial(call, edit.through):
            yield "functools.partial"
    elif hasattr(edit, "qualified_name"):
        yield edit.qualified_name


def _fragments(steps: list[Step], text: FileText) -> Mapping[Fragment, tuple[Step, ...]]:
    """The steps by fragment; a step whose fragment lies in another one's goes there."""
    own = [fragment_of(step, text) for step in steps]
    result: dict[Fragment, tuple[Step, ...]] = {}
    for step, fragment in zip(steps, own, strict=True):
        widest = max(
            (other for other in own if other.holds(fragment)),
            key=lambda other: (other.end - other.start, other == fragment),
        )
        result[widest] = (*result.get(widest, ()), step)
    return result


def _claims(
    fragments: Mapping[Fragment, tuple[Step, ...]], text: FileText
) -> Iterator[tuple[int, int]]:
    for fragment, steps in fragments.items():
        if not fragment.is_expression:
            yield fragment.start, fragment.end
            continue
        for step in steps:
            yield text.range_of(step.edit.span)  # type: ignore[union-attr]
