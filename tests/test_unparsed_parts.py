"""Of a large module only what a question is about is parsed, and the answer is that of the whole tree."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from flake8_asyncpitfalls.semantics.inference.handler_parameters import _may_call
from flake8_asyncpitfalls.semantics.inference.mentions import OWN_CLASS, ModuleMentions
from flake8_asyncpitfalls.semantics.project.live_trees import LiveTrees
from flake8_asyncpitfalls.semantics.source.deferred import parse_late
from flake8_asyncpitfalls.semantics.source.long_strings import long_strings
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary

_TEXT = (
    b"""
import functools
from tools import Engine as Motor, start

state = None


def sets():
    global state
    state = 1


def other():
    return "global warming"


@functools.cache
def kept(engine=Motor()):
    return engine


async def waits():
    pass


class Car(Motor):
    def __init__(self, motor):
        super().__init__()
        self.motor = motor

    def refit(self):
        from tools import stop

        stop(self)
        self.motor, self.old = Motor(), self.motor

    def paint(self, colour):
        self.colour = colour
        return type(self)(start)

    def load(self, thing):
        self.boot.append(thing)

    @functools.wraps(start)
    def begin(self):
        return start(lambda: Car(self.motor))


CARS = [Car]
"""
    + b"# filled up\n" * 2000
)
_NAMES = ("Car", "Motor", "start", "stop", "__init__", "wraps", "waits", OWN_CLASS)


def _late() -> ModuleSummary:
    source = parse_late("cars.py", _TEXT)
    assert not source.is_whole
    return ModuleSummary("cars.py", ModuleName("cars"), source)


def _whole() -> ModuleSummary:
    return ModuleSummary("cars.py", ModuleName("cars"), Source.parse("cars.py", _TEXT))


def _unparsed(module: ModuleSummary) -> set[str]:
    assert module.source is not None
    return {getattr(node, "name", "") for node in module.source.late}


def _mentions(module: ModuleSummary, name: str) -> tuple[list[str], list[str]]:
    found = ModuleMentions(module)
    return sorted(map(str, found.calls(name))), sorted(map(str, found.others(name)))


@pytest.mark.parametrize("name", _NAMES)
def test_mentions_are_those_of_the_whole_tree(name: str) -> None:
    calls, others = _mentions(_whole(), name)
    assert calls or others or name in ("waits", "wraps")
    assert _mentions(_late(), name) == (calls, others)
    again = _late()
    _ = again.functions()
    assert _mentions(again, name) == (calls, others)


def test_mentions_are_found_again_in_a_tree_made_anew() -> None:
    module = _late()
    found = ModuleMentions(module)
    before = {
        name: [*map(str, found.calls(name)), *map(str, found.others(name))] for name in _NAMES
    }
    module.rest()
    after = {name: [*map(str, found.calls(name)), *map(str, found.others(name))] for name in _NAMES}
    assert after == before


def test_of_many_names_the_whole_module_is_looked_through_once() -> None:
    module = _late()
    found = ModuleMentions(module)
    for number in range(20):
        assert not list(found.calls(f"unknown{number}"))
    assert not {"sets", "other"} & _unparsed(module)
    for name in _NAMES:
        calls, others = list(map(str, found.calls(name))), list(map(str, found.others(name)))
        assert (sorted(calls), sorted(others)) == _mentions(_whole(), name)


def test_what_does_not_have_the_name_stays_unparsed() -> None:
    module = _late()
    assert _mentions(module, "stop")[0]
    assert {"sets", "other", "kept", "waits", "paint"} <= _unparsed(module)


def test_functions_without_decorators_stay_unparsed() -> None:
    module = _late()
    plain, kept, waits = (
        module.function(s.identity) for s in _functions(module, "other kept waits")
    )
    assert not plain.decorators
    assert waits.is_async
    assert len(kept.decorators) == 1
    assert {"other", "waits"} <= _unparsed(module)
    assert "kept" not in _unparsed(module)


def _functions(module: ModuleSummary, names: str) -> list:  # type: ignore[type-arg]
    return [module.named(name)[0] for name in names.split()]


def test_a_name_is_global_where_a_statement_says_so() -> None:
    module = _late()
    assert str(module.global_term("state")) == str(_whole().global_term("state"))
    assert "1" in str(module.global_term("state"))
    assert "sets" not in _unparsed(module)
    assert {"other", "waits", "Car"} <= _unparsed(module)


def test_attributes_are_those_of_the_whole_tree() -> None:
    late, whole = (module.class_(module.named("Car")[0].identity) for module in (_late(), _whole()))
    names = ("motor", "old", "colour", "missing")
    assert [list(map(str, late.instance_terms(name))) for name in names] == [
        list(map(str, whole.instance_terms(name))) for name in names
    ]
    assert late.has_member("colour")
    assert not late.has_member("missing")
    assert late.assigned == whole.assigned == {"motor", "old", "colour"}


def test_methods_without_the_attribute_stay_unparsed() -> None:
    module = _late()
    car = module.class_(module.named("Car")[0].identity)
    assert car.instance_terms("colour")
    assert {"__init__", "refit", "begin"} <= _unparsed(module)
    module.rest()
    assert car.instance_terms("colour")
    assert module.source is None
    assert car.instance_terms("old")
    assert "paint" in _unparsed(module)


def test_what_is_added_is_that_of_the_whole_tree() -> None:
    late, whole = (module.class_(module.named("Car")[0].identity) for module in (_late(), _whole()))
    for name in ("boot", "motor"):
        assert list(map(str, late.added_terms(name))) == list(map(str, whole.added_terms(name)))
    assert late.added_terms("boot")
    assert {"paint", "kept"} <= _unparsed(late.module)  # type: ignore[arg-type]
    assert late.added.keys() == whole.added.keys() == {"boot"}


_STRINGS = """
TEXT = '''
def inside_of_a_string():
    pass
'''


def real():  # \"\"\" opens nothing here
    return "\'\'\'"


async def also(): return r"\\\\" + \"\"\"
class Neither:
    pass
\"\"\"
"""


def test_lines_of_strings_are_no_definitions_and_spoil_none() -> None:
    source = parse_late("s.py", (_STRINGS + "# filled up\n" * 2000).encode())
    assert not source.is_whole
    assert {getattr(node, "name", "") for node in source.late} == {"real", "also"}
    while source.late:
        source.late.pop(next(iter(source.late)))()
    assert ast.dump(source.tree) == ast.dump(ast.parse(_STRINGS))


def test_a_string_without_an_end_spoils_all() -> None:
    assert long_strings(b"x = ''' and no more", 0, 20) is None
    assert long_strings(b'# \'\'\'\n\'a\' """b\\""""', 0, 19) == [(10, 19)]


@pytest.mark.parametrize(
    "text",
    [
        "call(1,  # noqa: ASY101\n     2)\n",
        "call(\n    1,\n    2)  # noqa\n",
        'x = 1; y = """\n"""; z = 2  # noqa: ASY1\n',
        'if x:\n    call("""\n    """, 2)  # noqa: ASY2\n',
        "a = 1 + \\\n    2  # noqa\n",
    ],
)
def test_the_tokens_of_a_statement_tell_its_noqa(text: str) -> None:
    whole = Suppressions(text)
    statements = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    for stmt in statements:
        first, last = stmt.lineno, stmt.end_lineno or 0
        for line in range(first, last + 1):
            assert whole.codes_within(line, first, last) == whole.codes_at(line)
    assert any(whole.codes_at(line) is not None for line in range(1, text.count("\n") + 1))


def test_a_tree_that_is_used_has_another_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flake8_asyncpitfalls.semantics.project.live_trees._MOST_BYTES", 300_000)
    monkeypatch.setattr("flake8_asyncpitfalls.semantics.project.live_trees._LEFT_BYTES", 200_000)
    trees = LiveTrees(lambda path: (gone.append(path), trees.drop(path))[1])
    gone: list[Path] = []
    modules = {Path(f"{number}.py"): _whole() for number in range(14)}
    for path, module in modules.items():
        trees.keep(path, module)
        _ = modules[Path("0.py")].terms
    assert Path("0.py") in trees
    assert Path("1.py") in gone
    assert Path("13.py") in trees
    assert sum(modules[path].parsed_bytes for path in trees.paths()) <= 300_000


_READERS = (
    b"""
import bus


class Box:
    def fill(self):
        self.lid = bus.Lid()

    def opened(self):
        return self.lid.opened or self.lid[0]

    def close(self):
        self.lid (1)

    def swap(self):
        self.lid, other = None, 1


def answer(event): ...


def registered(row):
    row.on(row.get("a", None), answer)


def spelled(row):
    (row.on) (answer)


def looked_up(row):
    return row.get("key") or row.get('other', {}) or row.on()
"""
    + b"# filled up\\n" * 2000
)


def test_methods_that_only_look_into_an_attribute_stay_unparsed() -> None:
    late = ModuleSummary("m.py", ModuleName("m"), parse_late("m.py", _READERS))
    whole = ModuleSummary("m.py", ModuleName("m"), Source.parse("m.py", _READERS))
    terms = [
        one.class_(one.named("Box")[0].identity).instance_terms("lid") for one in (late, whole)
    ]
    assert list(map(str, terms[0])) == list(map(str, terms[1]))
    assert len(terms[0]) == 2
    assert {"opened", "close"} <= _unparsed(late)


def test_calls_that_are_given_literals_register_nothing() -> None:
    module = ModuleSummary("m.py", ModuleName("m"), parse_late("m.py", _READERS))
    may_call = _may_call(frozenset({"get", "on"}))
    scopes = module.terms.root.children.values()
    found = {one.name for one in scopes if one.late is not None and may_call(one.late)}
    assert found == {"registered", "spelled"}
