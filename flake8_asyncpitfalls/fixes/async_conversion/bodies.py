"""The bodies of helpers that become async: edited, fixed inside, and held against what they are for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from flake8_asyncpitfalls.edit import Edit
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix
from flake8_asyncpitfalls.fixes.async_conversion.look import Look, Texts
from flake8_asyncpitfalls.fixes.async_conversion.text_functions import (
    body_of,
    is_empty,
    is_moved_whole,
    is_suspended,
)
from flake8_asyncpitfalls.fixes.async_conversion.thread_hops import (
    goes_to_threads_only,
    moves_block,
    stays_in_threads,
    waits_for_more,
)
from flake8_asyncpitfalls.fixes.engine import apply_fixes
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.rule import BLOCKING

Reasons: TypeAlias = "Mapping[tuple[str, str], str]"
REACHED = frozenset(f"ASY1{number}" for number in range(51, 62))
"""The rules whose findings are reached through other functions."""


class UnfitError(RefusedError):
    """Some functions cannot change: *reasons* has their paths and names, with the reason of each."""

    def __init__(self, reasons: Reasons) -> None:
        self.reasons = reasons
        super().__init__(reasons[min(reasons)])

    def of(self, names: set[tuple[str, str]]) -> str:
        """The reason why *names* cannot change, if one of them is among these; else ''."""
        known = self.reasons.keys() & names
        return self.reasons[min(known)] if known else ""


def without_fix(where: str, finding: Finding) -> str:
    """The reason why the function *where* cannot change: what *finding* tells of stays."""
    return f"what blocks in {where!r} has no fix ({finding.code})"


def check_fixed(look: Look, names: set[tuple[str, str]]) -> None:
    """Raise UnfitError where functions of *names* block by themselves though all was fixed."""
    left = {
        (path, where): without_fix(where, finding)
        for path in sorted({path for path, _ in names})
        for finding, where in look.found(path)
        if (path, where) in names and finding.code.startswith(BLOCKING)
        if finding.code not in REACHED
    }
    if left:
        raise UnfitError(left)


def check_bodies(
    new: Texts, names: set[tuple[str, str]], lone: Collection[tuple[str, str]]
) -> None:
    """Raise UnfitError where functions of *names* have nothing to wait for, or only threads.

    What is not among *lone* stands in for others, and may have nothing, but not where the others go
    to threads alone.
    """
    helpers = {name.rpartition(".")[2] for _, name in names}
    is_for_threads = not any(waits_for_more(body_of(new[p], name), helpers) for p, name in names)
    unfit = {}
    for path, name in sorted(names):
        body = body_of(new[path], name)
        if is_moved_whole(body):
            unfit[path, name] = f"all of {name!r} would run in a thread: offload it as a whole"
        elif moves_block(body) and not waits_for_more(body, helpers):
            unfit[path, name] = f"a block of {name!r} would run in a thread: offload it as a whole"
        elif goes_to_threads_only(body, helpers):
            unfit[path, name] = f"{name!r} would wait for several threads, and one can do it all"
        elif (path, name) in lone and not is_suspended(body):
            unfit[path, name] = f"nothing in {name!r} would be awaited"
        elif is_for_threads and not is_suspended(body) and not is_empty(body):
            unfit[path, name] = f"{name!r} would change too, for a thread that can do it all"
    if unfit:
        raise UnfitError(unfit)


def check_tests(new: Texts, needed_by: Mapping[tuple[str, str], set[tuple[str, str]]]) -> None:
    """Raise UnfitError where tests would change for the sake of threads alone.

    *needed_by* has the tests that change, with all that each calls, itself included.
    """
    every = set().union(*needed_by.values())
    helpers = {name.rpartition(".")[2] for _, name in every}
    waiting = {one for one in every if waits_for_more(body_of(new[one[0]], one[1]), helpers)}
    unfit = {
        name: f"{test[1]!r} would change too, for a thread that can do it all"
        for test, needed in sorted(needed_by.items())
        if waiting.isdisjoint(needed)
        for name in needed
    }
    if unfit:
        raise UnfitError(unfit)


def check_offloaded(
    new: Texts,
    needed_by: Mapping[tuple[str, str], set[tuple[str, str]]],
    offloaded: Collection[tuple[str, str]],
) -> None:
    """Raise UnfitError where those *offloaded*, which a fix of a caller runs in a thread, would gain nothing.

    *needed_by* has all that each function calls, itself included. What the helper does between its
    threads would be on the loop then, and in one thread before.
    """
    helpers = {name.rpartition(".")[2] for _, name in needed_by}
    in_threads = {
        one for one in needed_by if stays_in_threads(body_of(new[one[0]], one[1]), helpers)
    }
    unfit = {
        name: f"{name[1]!r} would wait for threads alone, and a fix of its caller leaves it whole"
        for name in sorted(needed_by.keys() & set(offloaded))
        if needed_by[name] <= in_threads
    }
    if unfit:
        raise UnfitError(unfit)


def edited(path: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    span = edits[0].span  # type: ignore[union-attr]
    fix = Fix(Applicability.UNSAFE, "make it asynchronous", tuple(edits))
    finding = Finding("ASY150", "make-async", "", span, fix)
    result = apply_fixes(path, data, [finding], lambda _: [], unsafe=True)
    for _, reason in result.withheld:
        raise RefusedError(reason)
    return result.data


def fixed_inside(path: str, names: set[tuple[str, str]], look: Look) -> bytes:
    findings = [
        finding
        if (path, where) in names and finding.code.startswith(BLOCKING)
        else replace(finding, fix=None)
        for finding, where in look.found(path)
    ]
    lint = partial(look.lint, path)
    return apply_fixes(path, look.text(path), findings, lint, unsafe=True).data
