"""The engine as a whole: which fixes go in together, every gate, and bytes that stay."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import libcst as cst
import pytest
from editing import (
    apply_at_marks,
    finding,
    fixed,
    in_coroutine,
    refusal,
    silent,
    unmarked,
    write_by,
)
from hypothesis import given
from hypothesis import strategies as st

from flake8_asyncpitfalls.edit import (
    AddAwait,
    AddImport,
    Edit,
    KeepTask,
    MakeAsync,
    Offload,
    ReplaceCallee,
    Unindent,
)
from flake8_asyncpitfalls.finding import Applicability, Finding
from flake8_asyncpitfalls.fixes import edits, plan
from flake8_asyncpitfalls.fixes.engine import FixResult, apply_fixes, each_fix_alone
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.span import Span


def apply(
    text: str, findings: list[Finding], lint: Callable[[bytes], list[Finding]] = silent
) -> FixResult:
    return apply_fixes("program.py", text.encode(), findings, lint, unsafe=False)


def bare_calls(data: bytes) -> list[Finding]:
    """A lint: every statement that is a call of a name, fixed by an ``await``."""
    return [
        finding(Span.of(stmt.value), AddAwait(Span.of(stmt.value)))
        for stmt in ast.walk(ast.parse(data))
        if isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Call)
    ]


# What goes in


def test_nothing_to_fix_gives_the_same_bytes_back() -> None:
    data = b"\xff not a program"
    unfixable = Finding("ASY201", "name", "message", Span(1, 0, 1, 1))
    assert apply_fixes("x.py", data, [unfixable], silent, unsafe=True).data is data


def test_unsafe_fixes_only_when_asked() -> None:
    text, (span,) = unmarked(in_coroutine("«f()»"))
    found = finding(span, AddAwait(span), applicability=Applicability.UNSAFE)
    assert apply(text, [found]) == FixResult(text.encode(), (), ())
    result = apply_fixes("x.py", text.encode(), [found], silent, unsafe=True)
    assert result.applied == (found,)
    assert result.data.decode() == in_coroutine("await f()")


def test_libcst_is_imported_only_for_a_fix() -> None:
    program = (
        "import sys\n"
        "from flake8_asyncpitfalls.fixes.engine import apply_fixes\n"
        "apply_fixes('x.py', b'x', [], lambda data: [], unsafe=True)\n"
        "sys.exit('libcst' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_all_fixes_of_a_file_in_one_pass() -> None:
    text = in_coroutine("f(1); g(2)\nif h(3):\n    k(4)")
    result = apply(text, bare_calls(text.encode()), bare_calls)
    assert len(result.applied) == 3
    after = in_coroutine("await f(1); await g(2)\nif h(3):\n    await k(4)")
    assert result.data.decode() == after


def test_overlapping_fix_is_left_to_the_next_pass() -> None:
    text, _ = unmarked(in_coroutine("f(g())"))
    outer, inner = Span(2, 4, 2, 10), Span(2, 6, 2, 9)
    findings = [finding(inner, AddAwait(inner)), finding(outer, AddAwait(outer))]
    result = apply(text, findings)
    assert result.applied == (findings[1],)
    assert result.withheld == ()
    assert result.data.decode() == in_coroutine("await f(g())")


def test_withheld_fix_makes_room_for_what_it_overlapped() -> None:
    text, _ = unmarked(in_coroutine("f(g())"))
    outer, inner = Span(2, 4, 2, 10), Span(2, 6, 2, 9)
    findings = [finding(outer, AddAwait(outer)), finding(inner, AddAwait(inner), code="ASY202")]

    def lint(data: bytes) -> list[Finding]:
        return findings[:1] if b"await f" in data else []

    result = apply(text, findings, lint)
    assert [found for found, _ in result.withheld] == findings[:1]
    assert result.data.decode() == in_coroutine("f(await g())")


def test_each_fix_alone_has_what_overlaps_and_not_what_is_withheld() -> None:
    text, _ = unmarked(in_coroutine("f(g()); h(); k()"))
    spans = (Span(2, 4, 2, 10), Span(2, 6, 2, 9), Span(2, 12, 2, 15), Span(2, 17, 2, 20))
    findings = [finding(span, AddAwait(span)) for span in spans]

    def lint(data: bytes) -> list[Finding]:
        return findings[3:] if b"await k" in data else []

    alone = each_fix_alone("program.py", text.encode(), findings, lint)
    assert {data.decode() for _, data in alone} == {
        in_coroutine("await f(g()); h(); k()"),
        in_coroutine("f(await g()); h(); k()"),
        in_coroutine("f(g()); await h(); k()"),
    }


def test_fix_in_a_body_and_fix_of_its_header() -> None:
    text, spans = unmarked(in_coroutine("with a:\n    «f()»"))
    stmt = Span(2, 4, 3, 11)
    findings = [finding(stmt, MakeAsync(stmt)), finding(spans[0], AddAwait(spans[0]))]
    result = apply(text, findings)
    assert len(result.applied) == 2
    assert result.data.decode() == in_coroutine("async with a:\n    await f()")


def test_two_edits_of_one_header_in_one_fix() -> None:
    text, (call,) = unmarked(in_coroutine("with «f()»:\n    pass"))
    stmt = Span(2, 4, 3, 12)
    result = apply(text, [finding(stmt, MakeAsync(stmt), AddAwait(call))])
    assert result.data.decode() == in_coroutine("async with await f():\n    pass")


def test_fixes_that_share_a_statement_but_not_a_place() -> None:
    text, spans = unmarked(in_coroutine("with «a»:\n    «f()»"))
    stmt = Span(2, 4, 3, 11)
    findings = [finding(stmt, Unindent(stmt)), finding(spans[1], AddAwait(spans[1]))]
    result = apply(text, findings)
    assert result.applied == (findings[0],)
    assert result.withheld == ()


# Gates: each is made to bite by an edit that does what it must not

WELL = in_coroutine("«f(\n    1,  # one\n)»\n«g()»")


def breaking(
    monkeypatch: pytest.MonkeyPatch, broken: Callable[[cst.BaseExpression], cst.BaseExpression]
) -> FixResult:
    """Both fixes of WELL, the first by an edit that is broken."""

    def edit(node: cst.BaseExpression, step: object, slot: object) -> cst.BaseExpression:
        is_first = isinstance(node, cst.Call) and bool(node.args)
        return broken(node) if is_first else cst.Await(node)

    write_by(monkeypatch, AddAwait, edit)
    return apply_at_marks(WELL, AddAwait)


def impossible_name() -> cst.Name:
    name = cst.Name("f")
    object.__setattr__(name, "value", "f f")
    return name


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (lambda node: cst.Await(impossible_name()), "the fixed text would not parse"),
        (lambda node: cst.Await(cst.Name("f")), "the fixed text would mean something else"),
        (lambda node: node, "the fixed text would mean something else"),
        (lambda node: cst.parse_expression("await f(1)"), "a comment would be lost"),
        (lambda node: cst.Name("f f"), "LibCST does not allow the edit"),
    ],
)
def test_broken_edit_is_withheld_and_the_other_goes_in(
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[cst.BaseExpression], cst.BaseExpression],
    reason: str,
) -> None:
    result = breaking(monkeypatch, broken)
    assert [why for _, why in result.withheld] == [reason]
    assert result.data.decode() == unmarked(WELL)[0].replace("g()", "await g()")


def test_missing_parentheses_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    write_by(monkeypatch, AddAwait, lambda node, step, slot: cst.Await(node))
    reason = refusal(in_coroutine("«f()».x"), AddAwait)
    assert reason == "the fixed text would mean something else"


def test_edit_that_changes_its_neighbours_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def meddle(node: cst.With, step: object, slot: object) -> cst.With:
        return node.with_changes(asynchronous=cst.Asynchronous(), items=node.items[1:])

    write_by(monkeypatch, MakeAsync, meddle)
    assert "something else" in refusal(in_coroutine("«with a, b:\n    pass»"), MakeAsync)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("lambda: «f()»", "the fixed text would not compile"),
        ("(«f()» for x in y)", "an await would stand outside of an async function"),
        ("async def g(x=«f()»): pass", "an await would stand outside of an async function"),
        ("@«f()»\nasync def g(): pass", "an await would stand outside of an async function"),
        ("def g():\n    return «f()»", "the fixed text would not compile"),
        ("class A:\n    x = «f()»", "the fixed text would not compile"),
        ("(x for «x» in y)", "an await would stand outside of an async function"),
    ],
)
def test_misplaced_await_is_noticed_in_the_new_text(
    monkeypatch: pytest.MonkeyPatch, body: str, reason: str
) -> None:
    monkeypatch.setattr(plan, "why_no_await", lambda *_, **__: "")
    make: Callable[[Span], Edit] = MakeAsync if "«x»" in body else AddAwait
    assert refusal(in_coroutine(body), make) == reason


def test_await_that_was_misplaced_before_is_no_matter() -> None:
    body = "x = (await g() for y in z), {0}"
    assert fixed(in_coroutine(body.format("«f()»")), AddAwait) == in_coroutine(
        body.format("await f()")
    )


def test_file_that_does_not_compile_as_it_is() -> None:
    assert refusal("return 1\n" + in_coroutine("«f()»"), AddAwait) == (
        "the file does not compile as it is"
    )


# Gates that ask the rules


def test_finding_that_stays_is_withheld() -> None:
    text = in_coroutine("f()\ng()")
    findings = bare_calls(text.encode())

    def stubborn(data: bytes) -> list[Finding]:
        still = [Span(2, 4, 2, 13)] if b"await f()" in data else [Span(2, 4, 2, 7)]
        return [finding(span, AddAwait(span)) for span in still]

    result = apply(text, findings, stubborn)
    assert [why for _, why in result.withheld] == ["the finding would still be there"]
    assert result.data.decode() == in_coroutine("f()\nawait g()")


def test_finding_of_another_place_than_its_fix_must_go_too() -> None:
    text = in_coroutine("f()\ng()")
    elsewhere, place = Span(1, 0, 3, 7), Span(3, 4, 3, 7)
    found = finding(elsewhere, AddAwait(place))
    result = apply(text, [found], lambda data: [found])
    assert [why for _, why in result.withheld] == ["the finding would still be there"]
    assert result.data.decode() == text


def test_new_finding_withholds_the_fix_that_causes_it() -> None:
    text = in_coroutine("f()\ng()\nh()")

    def lint(data: bytes) -> list[Finding]:
        line = data.count(b"\n", 0, data.find(b"await g()")) + 1
        new = (
            [replace(finding(Span(line, 0, line, 1), code="ASY205"), fix=None)]
            if b"await g()" in data
            else []
        )
        return bare_calls(data) + new

    result = apply(text, bare_calls(text.encode()), lint)
    assert [why for _, why in result.withheld] == ["it would cause a new ASY205"]
    assert result.data.decode() == in_coroutine("await f()\ng()\nawait h()")


def test_new_finding_far_from_the_fix_is_traced_to_it() -> None:
    names = [f"f{number}" for number in range(16)]
    text = in_coroutine("\n".join(f"{name}()" for name in names) + "\nend")
    calls = 0

    def lint(data: bytes) -> list[Finding]:
        nonlocal calls
        calls += 1
        far = Span(18, 4, 18, 7)
        return [replace(finding(far, code="ASY205"), fix=None)] if b"await f11()" in data else []

    result = apply(text, bare_calls(text.encode()), lint)
    assert [found.span.line for found, _ in result.withheld] == [13]
    assert len(result.applied) == 15
    assert calls <= 11


def test_rules_are_asked_once_when_all_is_well() -> None:
    text = in_coroutine("f()\ng()\nh()")
    calls = []

    def lint(data: bytes) -> list[Finding]:
        calls.append(data)
        return bare_calls(data)

    result = apply(text, bare_calls(text.encode()), lint)
    assert len(result.applied) == 3
    assert calls == [result.data]


def test_findings_that_were_not_selected_are_not_new() -> None:
    text = "import time\n" + in_coroutine("f()\nx = time")

    def lint(data: bytes) -> list[Finding]:
        line = data.count(b"\n")
        return [*bare_calls(data), finding(Span(line, 4, line, 5), code="ASY999")]

    span = Span(3, 4, 3, 7)
    edits_made = (ReplaceCallee(span, "asyncio.sleep"), AddAwait(span))
    result = apply(text, [finding(span, *edits_made)], lint)
    assert result.data.decode() == "import asyncio\n" + text.replace("f()", "await asyncio.sleep()")


def test_other_findings_may_move_with_the_text() -> None:
    text = "é = 1\n" + in_coroutine("f(); é = g(k(), 1)")
    findings = bare_calls(text.encode())

    def lint(data: bytes) -> list[Finding]:
        others = [n for n in ast.walk(ast.parse(data)) if isinstance(n, ast.Call) and n.args]
        return [finding(Span.of(call), code="ASY777") for call in others] + bare_calls(data)

    result = apply(text, [*findings, *lint(text.encode())], lint)
    assert result.data.decode() == text.replace("f()", "await f()")


def test_a_new_finding_with_a_safe_fix_is_no_obstacle() -> None:
    text = in_coroutine("f()")

    def lint(data: bytes) -> list[Finding]:
        (stmt,) = ast.parse(data).body[0].body  # type: ignore[attr-defined]
        mended = isinstance(stmt.value, ast.Await)
        return [finding(Span.of(stmt), AddAwait(Span.of(stmt)), code="ASY777")] if mended else []

    result = apply(text, bare_calls(text.encode()), lint)
    assert result.data.decode() == in_coroutine("await f()")


def test_second_run_changes_nothing() -> None:
    text = in_coroutine("f()\nx = [g()]\nh()")
    once = apply(text, bare_calls(text.encode()), bare_calls)
    assert bare_calls(once.data) == []
    again = apply_fixes("x.py", once.data, bare_calls(once.data), bare_calls, unsafe=False)
    assert again.data is once.data


def test_every_edit_has_its_function_and_its_meaning() -> None:
    kinds = set(get_args(Edit)) - {AddImport}
    assert {kind.edit for kind in edits.all_kinds()} == kinds
    assert all(edits.KINDS[kind.edit] is kind for kind in edits.all_kinds())


def test_only_the_edits_of_a_run_are_imported() -> None:
    code = (
        "import sys\n"
        "from flake8_asyncpitfalls.edit import AddAwait\n"
        "from flake8_asyncpitfalls.fixes import fix_pass\n"
        "from flake8_asyncpitfalls.fixes.edits import KINDS\n"
        "assert KINDS[AddAwait].edit is AddAwait\n"
        "start = 'flake8_asyncpitfalls.fixes.edits.'\n"
        "print([name for name in sys.modules if name.startswith(start)])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['flake8_asyncpitfalls.fixes.edits.add_await']"


# Bytes


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_are_kept(newline: str) -> None:
    start = '"""Text."""\nx = """a\n b"""  \n\n\n'
    marked = start + in_coroutine("g(1,  # ä\n  «f(\n    1)».x)  \n \t\ny = 2")
    text = marked.replace("\n", newline)
    after = unmarked(text)[0].replace(f"f({newline}        1)", f"(await f({newline}        1))")
    assert fixed(text, AddAwait) == after
    assert after != unmarked(text)[0]


def test_mixed_newlines_are_kept() -> None:
    marked = "x = 1\r\n\n\r\rasync def f():\r    x\r\n    «g()»\n    y\r"
    assert fixed(marked, AddAwait) == unmarked(marked)[0].replace("g()", "await g()")


@pytest.mark.parametrize(
    "text",
    [
        "async def f():\n    «g()»",
        "async def f():\n\tif x:\n\t    y = 1;\t«g()» ; z\n",
        "x\n\f\nasync def f():\n    x\n\f    «g()»\n",
        "\fasync def f():\n  «g()»\n\f",
        "async def f():\n    x = 'ä\\\nö'; «g()»\n",
        "async def f(): «g()»  # é \t \n",
        "if x:\n\tasync def f():\n\t\t«g()»\n\t\tpass\nelse:\n  y\n",
        "async def f():\n    'ñ', «g('ß')», 'ü'\n\n\n\n",
        "# vim\n\n\nasync def f():\n    \\\n  «g()»\n",
    ],
)
def test_every_other_byte_is_kept(text: str) -> None:
    for source in (text, text.replace("\n", "\r\n")):
        plain = unmarked(source)[0]
        call = source[source.index("«") + 1 : source.index("»")]
        assert fixed(source, AddAwait) == plain.replace(call, f"await {call}")


@pytest.mark.parametrize(
    ("encoding", "start"),
    [
        ("utf-8-sig", ""),
        ("utf-8-sig", "# coding: utf-8\n"),
        ("latin-1", "# -*- coding: latin-1 -*-\n"),
        ("cp1252", "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n"),
        ("koi8-r", "# coding: koi8-r\n"),
        ("utf-8", ""),
    ],
)
def test_encodings_are_kept(encoding: str, start: str) -> None:
    letters = "день" if encoding == "koi8-r" else "éß"
    text = start + in_coroutine(f"x = '{letters}'; «g('{letters}')».y  # {letters}")
    marked = text.replace("«", "\0").replace("»", "\1")
    plain = marked.replace("\0", "").replace("\1", "")
    _, spans = unmarked(text)
    edits_made = (Offload(spans[0], "asyncio.to_thread"), AddAwait(spans[0]))
    result = apply_fixes(
        "x.py", plain.encode(encoding), [finding(spans[0], *edits_made)], silent, unsafe=False
    )
    after = plain.replace("g('", "(await asyncio.to_thread(g, '").replace("')", "'))")
    after = after.replace("async def", "import asyncio\n\n\nasync def")
    if start:
        after = after.replace("import asyncio", "\nimport asyncio")
    assert result.data == after.encode(encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"# coding: nonsense\nf()\n", "the file cannot be decoded"),
        (b"f() # \xff\n", "the file cannot be decoded"),
        (b"f(\n", "the file cannot be parsed"),
        (b"f()\0\n", "the file cannot be parsed"),
    ],
)
def test_file_that_cannot_be_read_is_left_alone(data: bytes, reason: str) -> None:
    span = Span(1, 0, 1, 3)
    result = apply_fixes("x.py", data, [finding(span, AddAwait(span))], silent, unsafe=False)
    assert result.data is data
    assert [why for _, why in result.withheld] == [reason]


@pytest.mark.parametrize(
    "span", [Span(9, 0, 9, 3), Span(2, 4, 2, 6), Span(2, 400, 2, 403), Span(2, 4, 9, 3)]
)
def test_position_where_nothing_stands(span: Span) -> None:
    text = in_coroutine("f()")
    for edit in (AddAwait(span), KeepTask(span), MakeAsync(span)):
        result = apply(text, [finding(span, edit)])
        assert result.data.decode() == text
        assert len(result.withheld) == 1


def test_deep_nesting_is_no_crash() -> None:
    text = in_coroutine("x = " + "(" * 150 + "«f()»" + ")" * 150)
    assert fixed(text, AddAwait).count("await") == 1
    chain = in_coroutine("«f()»" + ".x()" * 2000)
    result = apply_at_marks(chain, AddAwait)
    assert len(result.applied) + len(result.withheld) == 1


# Any program

ATOMS = ["x", "g()", "'é'", "[1, 2]", "{1: 2}", "f'{x}'", "x.y", "(1, 2)", "not_(x)"]
SHAPES = [
    "{0}", "({0})", "{0}.y", "{0}[{1}]", "{0}()", "{1} + {0}", "{0} ** {1}", "{1} ** {0}", "-{0}",
    "not {0}", "{0} < {1}", "{1} or {0}", "{1} if {0} else {1}", "{0} if {1} else {1}", "g({0})",
    "g(*{0}, k={1})", "g(\n{1},  # one\n{0})", "[{0} for i in {1}]", "[{1} for i in {0} if {0}]",
    "({1} for i in {0})", "({0} for i in {1})", "{{{0}: {1}}}", "lambda: {0}", "lambda a={0}: a",
    "(n := {0})", "f'{{{0}}}'", "{0}, {1}", "[*{0}]", "x[{0}:{1}]", "(\n  {0}\n  .z)",
    "(await {0})",
    "await {0}", "(yield {0})",
    "{0} if {1}else {1}", "'a'if {0} else{1}",
]  # fmt: skip
STATEMENTS = [
    "{0}", "v = {0}", "v: {1} = {0}", "return {0}", "if {0}: pass", "for i in {0}:\n    pass",
    "with {0} as v: pass", "assert {0}, {1}", "@{0}\ndef d(): pass", "class C({0}): pass",
    "def d(a={0}): pass", "v = {0}; w = {1}  # both", "while {0}:\n\tbreak", "del {0}.v",
    "try:\n  pass\nexcept {0}: pass", "class C:\n    v = {0}", "async def d():\n  return {0}",
]  # fmt: skip


@st.composite
def marked_programs(draw: st.DrawFn) -> str:
    code = draw(st.sampled_from(["«f()»", "«a.b(1)»", "«f(\n 1 # c\n)»", "«(f)()»", "«f»"]))
    for shape in draw(st.lists(st.sampled_from(SHAPES), max_size=4)):
        if shape.count("{0}") == 1:
            code = shape.format(code, draw(st.sampled_from(ATOMS)))
    stmt = draw(st.sampled_from(STATEMENTS)).format(code, draw(st.sampled_from(ATOMS)))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return ("# é\n" + in_coroutine(stmt) + "after = 'ü'  ").replace("\n", newline)


def is_program(text: str) -> bool:
    try:
        compile(text, "program.py", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


class WithoutOneAwait(ast.NodeTransformer):
    """Takes the ``await`` at one position out again."""

    def __init__(self, line: int, columns: tuple[int, ...]) -> None:
        self.line, self.columns = line, columns
        self.removed = 0

    def visit_Await(self, node: ast.Await) -> ast.expr:
        if not self.removed and node.lineno == self.line and node.col_offset in self.columns:
            self.removed += 1
            return node.value
        self.generic_visit(node)
        return node


@given(marked_programs())
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_any_program_stays_a_program(marked: str) -> None:
    text, (span,) = unmarked(marked)
    if not is_program(text):
        return
    result = apply_at_marks(marked, AddAwait)
    after = result.data.decode()
    if not result.applied:
        assert after == text
        return
    assert is_program(after)
    before, code, rest = marked.replace("»", "«").split("«")
    forms = ("await {}", "(await {})", " await {}", "(await {}) ", "await ({})", "(await ({}))")
    assert after in {before + form.format(code) + rest for form in forms}
    tree = ast.parse(after)
    place = (span.column, span.column + 1)
    remover = WithoutOneAwait(span.line, place)
    assert ast.dump(remover.visit(tree)) == ast.dump(ast.parse(text))
    assert remover.removed == 1


def test_one_set_for_tasks_that_two_rules_keep() -> None:
    text = (
        b"import asyncio\n\n\nasync def f(): ...\n\n\nasync def g():\n"
        b"    asyncio.create_task(f())\n    await asyncio.shield(f())\n"
    )
    settings = Settings(target_version=(3, 11))
    found = lint_source("x.py", text, settings)
    result = apply_fixes(
        "x.py", text, found, lambda t: lint_source("x.py", t, settings), unsafe=True
    )
    assert len(result.applied) == 2
    assert result.data.count(b"= set()") == 1
