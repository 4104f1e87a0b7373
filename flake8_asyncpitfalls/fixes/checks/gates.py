"""What must hold before a fixed text is written; a gate that says no names its suspects."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.checks.structure import Comparison, DifferenceError
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.text.file_text import FileText
from flake8_asyncpitfalls.fixes.text.syntax_paths import async_paths, why_no_await

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flake8_asyncpitfalls.fixes.assembly import Attempt
    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep
    from flake8_asyncpitfalls.fixes.plan import Plan
    from flake8_asyncpitfalls.fixes.text.fragment import Fragment

_NO_TREE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Failure:
    """A gate said no, for *reason*; the cause is among *suspects* as far as the gate can tell."""

    reason: str
    suspects: Sequence[Plan]


def text_failure(attempt: Attempt) -> Failure | None:
    """What is wrong with the new text itself; None when every gate says yes."""
    for gate in _GATES:
        failure = gate(attempt)
        if failure is not None:
            return failure
    return None


def _parse_failure(attempt: Attempt) -> Failure | None:
    try:
        _ = attempt.new.tree
    except RefusedError as refusal:
        return Failure("the fixed text would not parse", _near(refusal.__cause__, attempt))
    return None


def _compile_failure(attempt: Attempt) -> Failure | None:
    error = _compile_error(attempt.new)
    if error is None:
        return None
    if _compile_error(attempt.old) is not None:
        return Failure("the file does not compile as it is", attempt.plans)
    return Failure("the fixed text would not compile", _near(error, attempt))


def _compile_error(text: FileText) -> Exception | None:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if text.awaits_at_top else 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text.tree, "<fixed>", "exec", flags, dont_inherit=True)
        except _NO_TREE as error:
            return error
    return None


def _near(error: BaseException | None, attempt: Attempt) -> Sequence[Plan]:
    """The plans on the line of the new text that *error* names."""
    line = getattr(error, "lineno", None) or 0
    return attempt.owners(
        fragment
        for fragment, (start, end) in attempt.new_ranges.items()
        if attempt.new.line_at(start) <= line <= attempt.new.line_at(end)
    )


def _structure_failure(attempt: Attempt) -> Failure | None:
    steps: dict[int, list[AnyStep]] = {}
    for done in attempt.fragments.values():
        for step in done:
            steps.setdefault(id(step.anchor), []).append(step)
    comparison = Comparison(attempt.old, attempt.new, attempt.splice, steps)
    try:
        comparison.check(attempt.body, attempt.new.tree.body)
    except DifferenceError as difference:
        near = (
            fragment
            for fragment in attempt.fragments
            if attempt.old.line_at(fragment.start) <= difference.line
            and difference.line <= attempt.old.line_at(fragment.end)
        )
        return Failure("the fixed text would mean something else", attempt.owners(near))
    except (RecursionError, AttributeError, IndexError, TypeError, KeyError, ValueError):
        # An edit of code of another form than it is made for has no meaning to compare with.
        return Failure("the fix does not fit the code", attempt.plans)
    return None


def _await_failure(attempt: Attempt) -> Failure | None:
    """Whether an ``await`` now stands where it would be an error or mean another thing."""
    old = _misplaced(attempt.old, {f: (f.start, f.end) for f in attempt.fragments})
    new = _misplaced(attempt.new, attempt.new_ranges)
    worse = [fragment for fragment in new if new[fragment] > old[fragment]]
    if not worse:
        return None
    return Failure("an await would stand outside of an async function", attempt.owners(worse))


def _misplaced(text: FileText, ranges: Mapping[Fragment, tuple[int, int]]) -> Counter[Fragment]:
    """How many misplaced awaits the lines of each fragment have."""
    lines = {
        fragment: (text.line_at(start), text.line_at(end))
        for fragment, (start, end) in ranges.items()
    }
    found: Counter[Fragment] = Counter()
    for path in async_paths(text.tree, lines.values()):
        if why_no_await(path, awaits_at_top=text.awaits_at_top):
            line = path[-1].lineno  # type: ignore[attr-defined]
            found.update(f for f, (first, last) in lines.items() if first <= line <= last)
    return found


def _lost_comment(attempt: Attempt) -> Failure | None:
    for fragment, (start, end) in attempt.new_ranges.items():
        old = fragment.text(attempt.old.source)
        new = fragment.prefix + attempt.new.source[start:end].decode("utf-8") + fragment.suffix
        if ("#" in old or "#" in new) and _comments(old) != _comments(new):
            return Failure("a comment would be lost", attempt.owners([fragment]))
    return None


def _comments(code: str) -> Counter[str] | None:
    """The comments in *code*; None when it cannot be read."""
    lines = io.StringIO(code.replace("\r\n", "\n").replace("\r", "\n")).readline
    try:
        tokens = list(tokenize.generate_tokens(lines))
    except (tokenize.TokenError, SyntaxError):
        return None
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


_GATES = (_parse_failure, _structure_failure, _compile_failure, _await_failure, _lost_comment)
