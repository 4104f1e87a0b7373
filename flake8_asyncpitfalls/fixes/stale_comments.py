"""Comments that ask for what a fix has done, or say what no longer holds: ``# TODO: run in a thread``.

They go with it where they say nothing else: the comment right above the statement, all of its lines, or
the one behind it.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import AddAwait, ReplaceLines, RunInThread
from flake8_asyncpitfalls.fixes.text.comments import comments_of
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.fixes.assembly import Attempt
    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep

_TAG = r"(?:(?:todo|fixme|xxx|hack)(?: ?\([^)]*\))?:? *)"
_THIS = r"(?:(?:this|it|that)(?: call)? )?"
_LOOP = r"the (?:event ?|main )?(?:loop|thread)"
_THREAD = (
    r"(?:in|into|to|on) (?:an? |another |the )?(?:(?:separate|background|worker|different|own) )?"
    r"(?:thread(?: ?pool)?|executor)"
)
_DO = r"(?:run|moved?|put|done?|executed?|offload(?:ed)?|be|called?)"
_MUST = (
    r"(?:probably |maybe |ideally )?(?:should|could|must|needs?(?: to)?|ought to|has to) "
    r"(?:probably |ideally )?(?:be )?"
)
_NOT = r"(?:to (?:avoid|prevent)|so (?:as not to|(?:that )?it (?:does ?n'?t|won't)))"
_SO_THAT = rf"(?: {_NOT} block(?:ing)?(?: {_LOOP})?)?"
_WISH = rf"{_DO}? ?(?:this |it |that )?{_THREAD}{_SO_THAT}"
_BLOCKS = (
    rf"{_THIS}(?:is (?:a )?)?(?:blocking|blocks)(?: (?:call|operation|code|i/?o|{_LOOP}|here))*"
    rf"|{_THIS}(?:will|may|can|would|might) block(?: {_LOOP})?"
    rf"|this does [^.]{{1,60}} (?:that|which) (?:(?:will|may|can) block|blocks) {_LOOP}"
)
_ASYNC = r"make (?:this|it)(?: call)? (?:async|asynchronous|non-?blocking)"
_TICKET = r"(?:(?:see |jira )?(?:[a-z][a-z0-9]+-\d+|#\d+))?"
_STALE = re.compile(
    rf"(?:{_TAG}(?:{_WISH}|use (?:asyncio\.)?(?:to_thread|run_in_executor)(?: here| instead)?|{_ASYNC})"
    rf"|{_TAG}?(?:{_THIS}{_MUST}{_WISH}|{_BLOCKS}))[.!]* *{_TICKET}[.!]*",
    re.IGNORECASE,
)


def without_stale_comments(attempt: Attempt, new: FileText) -> FileText:
    """*new*, which is the text of *attempt* but for its layout and comments, without such comments."""
    places = [
        (range_, names)
        for fragment, range_ in attempt.new_ranges.items()
        if (names := _waiting(attempt.fragments[fragment])) is not None
    ]
    if not places or not any(
        word in new.source.lower() for word in (b"thread", b"block", b"async")
    ):
        return new
    # The layout has moved the statements, but not changed their order.
    stmts = list(zip(_statements(attempt.new), _statements(new), strict=True))
    changes: dict[int, Replacement] = {}
    for (start, end), names in places:
        for stmt in _changed_ones(start, end, names, stmts):
            changes |= {one.start: one for one in _changes(stmt, names, new)}
    if not changes:
        return new
    return FileText(Splice(new.source, list(changes.values())).source, new.encoding, new.path)


def _statements(text: FileText) -> list[tuple[int, int, ast.stmt]]:
    """The statements of *text*, and where they begin and end."""
    nodes = (node for node in ast.walk(text.tree) if isinstance(node, ast.stmt))
    return [(*text.range_of_node(node), node) for node in nodes]


def _changed_ones(
    start: int,
    end: int,
    names: frozenset[str],
    stmts: Sequence[tuple[tuple[int, int, ast.stmt], tuple[int, int, ast.stmt]]],
) -> Iterator[ast.stmt]:
    """Of *stmts*, old and new, those that a fix has changed which has written *start* to *end*.

    That is the first one there, with the functions called *names*, or else the one around it.
    """
    within = [(old[0], new[2]) for old, new in stmts if start <= old[0] < end]
    first = min((at for at, _ in within), default=None)
    for at, stmt in within:
        if at == first or (isinstance(stmt, ast.FunctionDef) and stmt.name in names):
            yield stmt
    around = [(old[0], new[2]) for old, new in stmts if old[0] < start < old[1]]
    if not within and around:
        yield max(around, key=lambda one: one[0])[1]


def _waiting(steps: Sequence[AnyStep]) -> frozenset[str] | None:
    """The names of the functions that *steps* make; None where they make no wait."""
    edits = [step.edit for step in steps]
    if not any(isinstance(edit, (AddAwait, RunInThread, ReplaceLines)) for edit in edits):
        return None
    return frozenset(edit.name for edit in edits if isinstance(edit, RunInThread))


def _changes(stmt: ast.stmt, names: frozenset[str], text: FileText) -> Iterator[Replacement]:
    """What goes at *stmt*, and at the first statement in a function of *names* that it is."""
    yield from _above(stmt, text)
    if isinstance(stmt, ast.FunctionDef) and stmt.name in names:
        yield from _changes(stmt.body[0], frozenset(), text)
    if not hasattr(stmt, "body"):
        yield from _behind(stmt, text)


def _above(stmt: ast.stmt, text: FileText) -> Iterator[Replacement]:
    """The comment on the lines right above *stmt*, if it is stale."""
    lines = text.source.splitlines(keepends=True)
    first = last = stmt.lineno - 1
    while first and lines[first - 1].lstrip().startswith(b"#"):
        first -= 1
    said = [line.strip().lstrip(b"#").strip() for line in lines[first:last]]
    if said and _STALE.fullmatch(b" ".join(said).decode("utf-8")):
        yield Replacement(text.offset(first + 1, 0), text.offset(last + 1, 0), b"")


def _behind(stmt: ast.stmt, text: FileText) -> Iterator[Replacement]:
    """The comment behind *stmt*, if it is stale."""
    for comment in comments_of(stmt, text):
        if _STALE.fullmatch(comment.text.lstrip("#").strip()):
            yield Replacement(comment.start, comment.end, b"")
