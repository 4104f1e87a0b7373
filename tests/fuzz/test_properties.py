"""Whatever the file: no exception, findings that point into it, fixes that keep it a program."""

from __future__ import annotations

import ast
import tempfile
import warnings
from pathlib import Path

import pytest
from fixing import fix_until_stable
from hypothesis import assume, event, example, given
from hypothesis import strategies as st
from random_programs import MODULES, damaged_files, is_program, programs, projects

from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

SETTINGS = Settings(enable=("ASY4", "ASY5", "ASY6", "ASY9"), target_version=(3, 12))


def is_parsable(text: str) -> bool:
    """A ``return`` outside a function is no program, but it has a syntax tree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except (SyntaxError, ValueError):
            return False
    return True


def check_findings(text: str, findings: list[Finding]) -> None:
    lines = text.encode().splitlines() or [b""]
    for finding in findings:
        span = finding.span
        event(finding.code)
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 0 <= span.column <= len(lines[span.line - 1])
        assert (span.line, span.column) < (span.end_line, span.end_column)
        assert finding.message.isprintable(), finding.message
        assert "{" not in finding.message or "{" in text
    assert findings == sorted(findings, key=lambda finding: finding.sort_key)
    places = [(finding.span, finding.code, finding.message) for finding in findings]
    assert len(places) == len(set(places))


def check_fixes(text: str) -> None:
    """All fixes leave a program, in which the statements without findings are what they were."""
    findings = lint_source("program.py", text.encode(), SETTINGS)
    fixed = fix_until_stable("program.py", text.encode(), SETTINGS, unsafe=True).decode()
    event("changed" if fixed != text else "unchanged")
    assert is_program(fixed), fixed
    touched = {
        span.line
        for finding in findings
        if finding.fix
        for span in (finding.span, *(getattr(e, "span", finding.span) for e in finding.fix.edits))
    }
    kept = [
        ast.dump(stmt)
        for stmt in ast.parse(text).body
        if not touched & set(range(stmt.lineno, (stmt.end_lineno or stmt.lineno) + 1))
    ]
    remaining = iter([ast.dump(stmt) for stmt in ast.parse(fixed).body])
    assert all(any(stmt == other for other in remaining) for stmt in kept), fixed


@given(programs())
@example("async def f():\n    import time; time.sleep(1)\n")
@example("async def f(time):\n    time.sleep(1)\nimport time\n")
def test_written_programs(text: str) -> None:
    assume(is_program(text))
    check_findings(text, lint_source("program.py", text.encode(), SETTINGS))


@given(programs())
@example(
    "import time\nasync def f():\n    [time.sleep(1) for _ in 'ab']\n    x = time.sleep(2)**2\n"
)
def test_fixed_programs(text: str) -> None:
    assume(is_program(text))
    check_fixes(text)


@given(damaged_files())
def test_damaged_files(named: tuple[str, str]) -> None:
    _, text = named
    if is_parsable(text):
        check_findings(text, lint_source("program.py", text.encode(), SETTINGS))
    else:
        with pytest.raises(SourceError, match=r"^program\.py"):
            lint_source("program.py", text.encode(), SETTINGS)


@given(damaged_files())
def test_fixed_damaged_files(named: tuple[str, str]) -> None:
    _, text = named
    assume(is_program(text))
    check_fixes(text)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode()))
@example(b"\xef\xbb\xbfasync def f(): pass")
@example(b"# coding: utf-7\nasync def f(): pass")
@example(b"# coding: nonsense\nasync def f(): pass")
@example(b"async def f():\x00\n")
@example(b"\xff\xfeasync def f(): pass")
@example(b"async def f():\n" + b"(" * 300 + b")" * 300)
def test_any_bytes(data: bytes) -> None:
    try:
        findings = lint_source("program.py", data, SETTINGS)
    except SourceError as refusal:
        message = str(refusal)
        assert message.startswith("program.py")
        assert len(message.splitlines()) == 1
    else:
        assert isinstance(findings, list)


@given(st.integers(0, 2**32), st.permutations(MODULES))
def test_order_of_files(seed: int, order: list[str]) -> None:
    """What is found in a file does not depend on which files were checked before it."""
    modules = projects(seed)
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder, f"{name}.py") for name in modules}
        for name, path in paths.items():
            path.write_text(modules[name])

        def findings(name: str, project: Project) -> list[Finding]:
            return lint_source(str(paths[name]), paths[name].read_bytes(), SETTINGS, project)

        alone = {name: findings(name, Project(SETTINGS)) for name in modules}
        event(
            "reached"
            if any(one.code > "ASY15" for found in alone.values() for one in found)
            else "direct"
        )
        together = Project(SETTINGS)
        for name in order:
            if name in modules:
                assert findings(name, together) == alone[name], name


def test_grammar() -> None:
    """Any text that the grammar allows, with names that mean nothing; needs hypothesmith."""
    hypothesmith = pytest.importorskip("hypothesmith")

    @given(hypothesmith.from_grammar() | hypothesmith.from_node())
    def check(text: str) -> None:
        assume(is_program(text))
        check_findings(text, lint_source("program.py", text.encode(), SETTINGS))

    check()


def test_fixed_grammar() -> None:
    """The same in the body of a coroutine function, where nearly everything is looked at."""
    hypothesmith = pytest.importorskip("hypothesmith")

    @given(hypothesmith.from_grammar() | hypothesmith.from_node())
    def check(text: str) -> None:
        indented = "".join(f"    {line}\n" for line in text.split("\n"))
        text = f"import time\nasync def f(x):\n    time.sleep(1)\n{indented}"
        assume(is_program(text))
        check_findings(text, lint_source("program.py", text.encode(), SETTINGS))
        check_fixes(text)

    check()
