"""Work that nobody needs is not done: names decide before values, texts before trees."""

from __future__ import annotations

import ast
import gc
import re
from pathlib import Path

import pytest

from flake8_asyncpitfalls.analyses.calling_back import _Search
from flake8_asyncpitfalls.analyses.loop_needs import _Needs
from flake8_asyncpitfalls.analyses.thread_ownership import _Ownership
from flake8_asyncpitfalls.lint import CheckTable, Linter, lint_source, model_of
from flake8_asyncpitfalls.rules import all_rules
from flake8_asyncpitfalls.semantics.inference.calls import Calls
from flake8_asyncpitfalls.semantics.inference.frame import Frame
from flake8_asyncpitfalls.semantics.inference.members import Members
from flake8_asyncpitfalls.semantics.inference.values import Value
from flake8_asyncpitfalls.semantics.project import word_index
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.source.deferred import parse_late
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import is_about_async
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.semantics.terms.term import Term
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.stubs.marked import names_by_marker

_LATE = (
    b"""
class Store:
    class Inner:
        pass

    def plain(self, size):
        return size

    def keeps(self, size):
        self.size = size

    def makes(self):
        class Local:
            pass
        return Local


def apart(size):
    return size


def handed(size):
    return apart(size)


WAYS = [handed]
"""
    + b"# filled up\n" * 2000
)


def _late_module() -> ModuleSummary:
    source = parse_late("late.py", _LATE)
    assert not source.is_whole
    return ModuleSummary("late.py", ModuleName("late"), source)


def _unparsed(module: ModuleSummary) -> set[str]:
    assert module.source is not None
    return {getattr(node, "name", "") for node in module.source.late}


def test_the_marks_that_checks_name_are_markers() -> None:
    marked = names_by_marker()
    checks = [check for rule in all_rules() for check in rule.checks if check.marks]
    assert checks
    assert {mark for check in checks for mark in check.marks} <= marked.keys()


def test_checks_with_marks_are_for_the_names_that_stubs_mark() -> None:
    table = CheckTable(all_rules(), ()).for_file(b"async").anywhere[ast.Call]
    assert table.has_marks
    assert set(table.chosen("", ast.Expr)) <= set(table.every)
    unmarked = table.chosen("nobody_marks_this", ast.Expr)
    assert len(unmarked) < len(table.chosen("to_thread", ast.Expr)) <= len(table.every)
    assert unmarked is table.chosen("nor_this", ast.Expr)


def test_classes_are_found_without_parsing_functions_that_hold_none() -> None:
    module = _late_module()
    names = [cls.local_name for cls in module.classes()]
    assert names == ["Store", "Store.Inner", "Store.makes.<locals>.Local"]
    assert {"plain", "keeps", "apart", "handed"} <= _unparsed(module)
    assert "makes" not in _unparsed(module)


def test_methods_without_attributes_of_their_object_stay_unparsed() -> None:
    module = _late_module()
    store = module.classes()[0]
    assert store.assigned == {"size"}
    assert "plain" in _unparsed(module)
    assert "keeps" not in _unparsed(module)


def _value_of(module: ModuleSummary, attribute: str) -> Value:
    types = Linter.for_project(Project(Settings()), Settings()).types
    value = types.members.own(module.class_("Club:2:0"), attribute)
    assert value is not None
    return value


def test_what_is_put_into_what_is_no_container_is_not_looked_for() -> None:
    data = b"""
class Club:
    def __init__(self):
        self.owner = Club()
        self.members = []

    def joins(self, name):
        self.owner.add(name)

    def takes(self):
        self.members.append(Club())
"""
    module = ModuleSummary(
        "m.py", ModuleName("m"), parse_late("m.py", data + b"# filled up\n" * 2000)
    )
    assert str(_value_of(module, "owner")) == "m.Club"
    assert "joins" in _unparsed(module)
    assert str(_value_of(module, "members")) == "list[m.Club]"
    assert "takes" not in _unparsed(module)


def test_methods_of_a_class_that_is_parsed_again_are_known_together() -> None:
    module = _late_module()
    identity = module.classes()[0].identity
    module.rest()
    store = module.class_(identity)
    first = store.class_term("plain")
    module.rest()
    keeps = store.class_term("keeps")
    module.rest()
    times = module.times_parsed_again
    terms = [store.class_term(name) for name in ("plain", "keeps", "makes")]
    assert terms[:2] == [first, keeps]
    assert module.times_parsed_again == times
    fresh = _late_module().class_(identity)
    assert list(map(str, terms)) == [
        str(fresh.class_term(name)) for name in ("plain", "keeps", "makes")
    ]


def test_functions_that_are_only_called_are_handed_to_nobody() -> None:
    module = _late_module()
    assert module.may_hand_over("handed")
    assert not module.may_hand_over("apart")
    assert module.may_hand_over("<lambda>")


def test_the_index_of_words_finds_what_patterns_find() -> None:
    data = (
        b"import a, b; import c\nfrom x import (\n  import_me,\n)\n  import d\nx = 'import e'\n"
        b"class A(B, c.D): pass\n  class E[T](F):\n    pass\nsubclass (G): x\n"
    )
    for keyword, pattern in ((b"import", word_index._IMPORT), (b"class", word_index._CLASS)):
        found = [match.span() for match in word_index._statements(keyword, pattern, data)]
        assert found == [match.span() for match in re.finditer(pattern, data)]


def test_words_of_asynchronous_code_are_found() -> None:
    for text in (b"async", b"AsyncClient", b"await", b"trio", b"except *X", b"except*X"):
        assert is_about_async(b"x = 1  # " + text)
    assert not is_about_async(b"import sync, synchronous")


def test_what_a_file_left_is_not_looked_over_again(tmp_path: Path) -> None:
    lint_source(str(tmp_path / "a.py"), b"async def f():\n    pass\n", Settings())
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_the_classes_of_what_is_unknown_are_not_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _noted_calls(monkeypatch, Members, "property_getter")
    code = (
        b"import asyncio\n\n\nclass A:\n    b: int\n\n\nasync def f(g, a%s):\n    return g(%s.b)\n"
    )
    lint_source("a.py", code % (b"", b"g"), Settings())
    assert asked == []
    lint_source("a.py", code % (b": A", b"a"), Settings())
    assert len(asked) == 1


def _noted_calls(monkeypatch: pytest.MonkeyPatch, cls: type, name: str) -> list[object]:
    """What the method *name* of *cls* is asked for first, from now on."""
    asked: list[object] = []
    work = getattr(cls, name)

    def noted(self: object, *args: object) -> object:
        asked.append(args[0])
        return work(self, *args)

    monkeypatch.setattr(cls, name, noted)
    return asked


def test_what_a_helper_needs_of_its_thread_is_looked_for_once_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many files call the same helpers, and what those reach is the same for all of them."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "help.py").write_text(
        "import time\n\ndef inner(n):\n    time.sleep(n)\n\ndef nap(n):\n    inner(n)\n"
    )
    looked = _noted_calls(monkeypatch, _Needs, "_is_loop_bound")
    owned = _noted_calls(monkeypatch, _Ownership, "_gives_away")
    called = _noted_calls(monkeypatch, _Search, "finds")
    project = Project(Settings())

    def check(name: str) -> int:
        text = b"from help import nap\n\n\nasync def f():\n    nap(5)\n"
        return len(lint_source(str(tmp_path / name), text, project.settings, project))

    assert check("a.py") == 1
    assert looked
    assert owned
    assert called
    before = len(looked), len(owned), len(called)
    assert check("b.py") == 1
    assert (len(looked), len(owned), len(called)) == before


@pytest.mark.parametrize(
    ("annotation", "asks"),
    [
        ("None", False),
        ("'list[Client]'", False),
        ("Client | None", False),
        ("Optional[Client]", False),
        ("T", True),
        ("'list[T]'", True),
        ("Boxed", True),
        ("Callable[[], T]", True),
        ("object", True),
        ("list", True),
    ],
)
def test_arguments_are_evaluated_where_the_annotation_leaves_something_open(
    annotation: str, asks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"""
from collections.abc import Callable
from typing import Generic, Optional, TypeVar
class Client: ...
T = TypeVar("T", bound=Client)
class Box(Generic[T]): ...
Boxed = Box[T]
def make(value: T) -> {annotation}:
    return value
made = make(Client())
"""
    asked: list[object] = []
    positional = Calls.positional

    def noted(calls: Calls, term: Term, frame: Frame) -> object:
        asked.append(term)
        return positional(calls, term, frame)

    monkeypatch.setattr(Calls, "positional", noted)
    model = model_of("a.py", text.encode(), Settings())
    call = model.source.tree.body[-1].value  # type: ignore[attr-defined]
    value = str(model.value_of(call))
    assert (len(asked) > 0) is asks, value
    if annotation == "T":
        assert value == "a.Client"
