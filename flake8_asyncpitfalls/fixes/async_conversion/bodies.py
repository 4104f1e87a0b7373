"""The bodies of helpers that become async: edited, fixed inside, and held against what they are for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from flake8_asyncpitfalls.edit import Edit
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix
from flake8_asyncpitfalls.fixes.async_conversion.look import Look, Texts
from flake8_asyncpitfalls.fixes.async_conversion.text_functions import (
    body_of,
    is_moved_whole,
    is_suspended,
)
from flake8_asyncpitfalls.fixes.async_conversion.thread_hops import goes_to_threads_only
from flake8_asyncpitfalls.fixes.engine import apply_fixes
from flake8_asyncpitfalls.fixes.refusal import RefusedError

BLOCKING = "ASY1"
REACHED = frozenset(f"ASY1{number}" for number in range(51, 62))
"""The rules whose findings are reached through other functions."""


def left_blocking(look: Look, names: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Those of *names* that block by themselves though all was fixed, each with the code."""
    return {
        (path, where): finding.code
        for path in sorted({path for path, _ in names})
        for finding, where in look.found(path)
        if (path, where) in names and finding.code.startswith(BLOCKING)
        if finding.code not in REACHED
    }


def check_bodies(
    new: Texts, names: set[tuple[str, str]], lone: Collection[tuple[str, str]]
) -> None:
    """Raise RefusedError where a function of *names* has nothing to wait for, or only threads.

    What is not among *lone* stands in for others, and may have nothing.
    """
    helpers = {name.rpartition(".")[2] for _, name in names}
    for path, name in sorted(names):
        body = body_of(new[path], name)
        if is_moved_whole(body):
            raise RefusedError(f"all of {name!r} would run in a thread: offload it as a whole")
        if goes_to_threads_only(body, helpers):
            raise RefusedError(f"{name!r} would wait for several threads, and one can do it all")
        if (path, name) in lone and not is_suspended(body):
            raise RefusedError(f"nothing in {name!r} would be awaited")


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
