"""A finding's fix made ready on one file: its steps, the fragments they need, the imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flake8_asyncpitfalls.edit import AddImport
from flake8_asyncpitfalls.fixes.edit_kind import AnyStep, Step
from flake8_asyncpitfalls.fixes.edits import KINDS
from flake8_asyncpitfalls.fixes.imports.references import (
    NewImport,
    Reference,
    module_import,
    reference,
)
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.fragment import Fragment
from flake8_asyncpitfalls.fixes.text.syntax_paths import Path, path_to, why_no_await

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from flake8_asyncpitfalls.edit import AtSpan
    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.fixes.edits import AnyKind
    from flake8_asyncpitfalls.fixes.imports.import_block import TopLevel
    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.span import Span

# The edits of one fix often have one span.
Paths: TypeAlias = "dict[tuple[Span, tuple[type[ast.AST], ...]], Path]"


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What *finding* asks for, and the *others* of its group with it.

    *claims* are the ranges (offsets) that no other fix may touch.

    *containers* are what the module needs after its imports (sets of tasks, what fills them),
    *first_statement* is the index in its body of the first statement that is touched.
    """

    finding: Finding
    fragments: Mapping[Fragment, tuple[AnyStep, ...]]
    claims: tuple[tuple[int, int], ...]
    imports: frozenset[NewImport]
    containers: frozenset[TopLevel]
    first_statement: int
    others: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that the plan fixes."""
        return (self.finding, *self.others)


def make_plan(finding: Finding, text: FileText, names: Visibility, *others: Finding) -> Plan:
    """The plan of ``finding.fix`` and of those of *others*, which are one with it.

    Raises RefusedError when it cannot be carried out there.
    """
    assert finding.fix is not None
    wanted = list(finding.fix.edits)
    for other in others:
        wanted += [edit for edit in (other.fix.edits if other.fix else ()) if edit not in wanted]
    imports: set[NewImport] = set()
    containers: set[TopLevel] = set()
    steps = []
    paths: Paths = {}
    made_async: set[ast.AST] = set()
    for edit in wanted:
        if isinstance(edit, AddImport):
            needed = module_import(edit.qualified_name, names)
            imports |= {needed} if needed else set()
            continue
        step, references = _step(edit, text, names, paths, made_async)
        steps.append(step)
        imports.update(ref.needs for ref in references if ref.needs)
        top_level = KINDS[type(edit)].top_level
        if top_level:
            containers.update(top_level(step, names))
    if not steps:
        raise RefusedError("the fix changes no code")
    fragments = _fragments(steps, text)
    touched = {id(step.path[1]) for step in steps}
    first = next(i for i, stmt in enumerate(text.tree.body) if id(stmt) in touched)
    claims = tuple(_claims(fragments, text))
    return Plan(
        finding, fragments, claims, frozenset(imports), frozenset(containers), first, others
    )


def _step(
    edit: AtSpan, text: FileText, names: Visibility, paths: Paths, made_async: set[ast.AST]
) -> tuple[AnyStep, list[Reference]]:
    kind = KINDS[type(edit)]
    path = paths.get((edit.span, kind.found_as)) or path_to(text.tree, edit.span, kind.found_as)
    paths[edit.span, kind.found_as] = path
    if kind.is_asynchronous and isinstance(path[-1], ast.FunctionDef):
        made_async.add(path[-1])
    else:
        _check_place(kind, path, made_async, text)
    place = _first_changed(edit, path)
    references = [reference(name, place, names) for name in kind.names(edit, path)]
    written = tuple(ref.text for ref in references)
    step = Step(edit, path, kind.anchor(path), written)
    return (kind.prepare(step, text, names) if kind.prepare else step), references


def _first_changed(edit: AtSpan, path: Path) -> Path:
    """*path*, and the first of the statements of a block that *edit* changes: imports may precede it."""
    first = getattr(edit, "first", None)
    block: object = getattr(path[-1], getattr(edit, "block", "body"), ())
    if not isinstance(first, int) or not isinstance(block, list) or first >= len(block):
        return path
    return (*path, block[first])


def _check_place(kind: AnyKind, path: Path, made_async: Container[ast.AST], text: FileText) -> None:
    """Raise RefusedError where no ``await`` may stand, or where the code is assigned to.

    *made_async* are the functions that edits before this one make ``async``.
    """
    if kind.is_asynchronous:
        if isinstance(path[-2], ast.Await):
            raise RefusedError("the expression is awaited already")
        reason = why_no_await(path, made_async, awaits_at_top=text.awaits_at_top)
        if reason:
            raise RefusedError(reason)
    is_target = isinstance(getattr(path[-1], "ctx", None), (ast.Store, ast.Del))
    if is_target and not kind.fits_targets:
        raise RefusedError("the code is assigned to")


def _fragments(steps: list[AnyStep], text: FileText) -> Mapping[Fragment, tuple[AnyStep, ...]]:
    """The steps by fragment; a step whose fragment lies in another one's goes there."""
    own = [KINDS[type(step.edit)].fragment(step, text) for step in steps]
    result: dict[Fragment, tuple[AnyStep, ...]] = {}
    for step, fragment in zip(steps, own, strict=True):
        widest = max(
            (other for other in own if other.holds(fragment)),
            key=lambda other: (other.end - other.start, other == fragment),
        )
        result[widest] = (*result.get(widest, ()), step)
    return result


def _claims(
    fragments: Mapping[Fragment, tuple[AnyStep, ...]], text: FileText
) -> Iterator[tuple[int, int]]:
    for fragment, steps in fragments.items():
        if not fragment.is_expression:
            yield fragment.start, fragment.end
            continue
        for step in steps:
            yield text.range_of(step.edit.span)
