"""An engine for the tests of the doors: it goes by the names of calls alone.

``python`` started with START_UP in PYTHONPATH uses it, too, in every process that it starts.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from flake8_asyncpitfalls.edit import AddAwait
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Hop
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.span import Span

TESTS = Path(__file__).resolve().parent
START_UP = os.pathsep.join([str(TESTS / "startup"), str(TESTS)])

RULES = {
    "ASY101": "blocking-sleep",
    "ASY102": "blocking-http",
    "ASY205": "await-of-sync-call",
    "ASY901": "async-without-await",
}
CODES = {"sleep": "ASY101", "get": "ASY102", "stubborn": "ASY205", "opinion": "ASY901"}
FIXES = {
    "ASY101": Applicability.SAFE,
    "ASY102": Applicability.UNSAFE,
    "ASY205": Applicability.SAFE,
}


def lint_source(
    path: str,
    data: bytes,
    settings: Settings,
    project: object = None,
    tree: ast.Module | None = None,
) -> list[Finding]:
    """A finding for each call of ``sleep``, ``get``, ``stubborn`` and (opt) ``opinion``.

    ``crash`` is a bug, ``deep`` a recursion error, ``die`` the end of the process, ``dawdle`` slow.
    """
    if tree is None:
        try:
            tree = ast.parse(data)
        except (SyntaxError, ValueError) as error:
            raise SourceError(f"{path}: {error}") from error
    findings = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            break_down(call.func.id)
            code = CODES.get(call.func.id)
            if code and (not code.startswith("ASY9") or settings.is_enabled(code)):
                findings.append(finding(code, call, call.func.id))
    return sorted(findings, key=lambda found: found.sort_key)


def break_down(name: str) -> None:
    if name == "crash":
        raise RuntimeError("a bug:\nof two lines")
    if name == "deep":
        raise RecursionError
    if name == "dawdle":
        Path("started").touch()
        time.sleep(0.05)
    if name == "die":
        os._exit(9)


def finding(code: str, call: ast.Call, name: str) -> Finding:
    applicability = FIXES.get(code)
    span = Span.of(call)
    fix = Fix(applicability, f"await {name}", (AddAwait(span),)) if applicability else None
    chain = (Hop("app/http.py", 14, "requests.get"),) if code == "ASY102" else ()
    return Finding(code, RULES[code], f"'{name}' is called", span, fix, chain)


class FixResult(NamedTuple):
    data: bytes
    applied: tuple[Finding, ...]
    withheld: tuple[tuple[Finding, str], ...]


def apply_fixes(
    path: str,
    data: bytes,
    findings: Sequence[Finding],
    lint: Callable[[bytes], list[Finding]],
    *,
    unsafe: bool,
) -> FixResult:
    """``sleep(`` becomes ``nap(``, one a pass; ``get(`` likewise if *unsafe*."""
    fixable = [found for found in findings if found.fix and (unsafe or found.fix.is_safe)]
    withheld = tuple((found, "too stubborn") for found in fixable if found.code == "ASY205")
    for found in fixable:
        old, new = {"ASY101": (b"sleep(", b"nap("), "ASY102": (b"get(", b"fetch(")}.get(
            found.code, (b"", b"")
        )
        if old:
            return FixResult(data.replace(old, new, 1), (found,), withheld)
    return FixResult(data, (), withheld)


def install(patch: pytest.MonkeyPatch) -> None:
    """Put this engine in the place of the real one, in this process, until *patch* is undone."""
    from flake8_asyncpitfalls import lint
    from flake8_asyncpitfalls.cli import codes

    patch.setattr(lint, "lint_source", lint_source)
    patch.setattr(codes, "known_rules", lambda: RULES)
    engine = ModuleType("flake8_asyncpitfalls.fixes.engine")
    patch.setattr(engine, "apply_fixes", apply_fixes, raising=False)
    patch.setitem(sys.modules, engine.__name__, engine)


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python`` with the arguments *command* on this engine."""
    variables = {**os.environ, "PYTHONPATH": START_UP, **environment}
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
