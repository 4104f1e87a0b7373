"""What pytest passes to a test for a parameter: the result of the fixture of that name.

The nearest one counts: in the module of the test, then in the ``conftest`` of its folder and of those
around it. A fixture may itself take others. What a parametrisation puts in its place is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference.values import (
    UNKNOWN_VALUE,
    FunctionValue,
    Value,
    name_of,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts
    from flake8_asyncpitfalls.semantics.terms.term import Term

FIXTURES = frozenset({"pytest.fixture", "pytest_asyncio.fixture"})
_MARKED = b"fixture"
_CONFTEST = "conftest"


class Fixtures:
    """Answers for all modules of a run; a module is looked through for fixtures once."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._own: Memo[ModuleFacts, dict[str, FunctionSummary]] = Memo(
            types.guard, self._fixtures_of, {}
        )

    def value(self, function: FunctionSummary, name: str) -> Value:
        """What *function*, a test or a fixture, is passed for its parameter *name*."""
        if not self._is_called_by_pytest(function) or _is_varied(name, function.decorators):
            return UNKNOWN_VALUE
        for module in self._modules(function.module):
            fixture = self._own[module].get(name)
            if fixture is not None and fixture is not function:
                return self.types.calls.handed_over(FunctionValue(fixture))
        return UNKNOWN_VALUE

    def _is_called_by_pytest(self, function: FunctionSummary) -> bool:
        module = function.module
        stem = module.name.dotted.rpartition(".")[2]
        if stem != _CONFTEST and not stem.startswith("test_") and not stem.endswith("_test"):
            return False
        return function.name.startswith("test") or self._own[module].get(function.name) is function

    def _modules(self, module: ModuleFacts) -> Iterator[ModuleFacts]:
        """*module*, then the ``conftest`` modules of its folder and of those around it."""
        yield module
        folders = module.name.dotted.split(".")[:-1]
        for count in range(len(folders), -1, -1):
            found = self.types.loader.load(".".join([*folders[:count], _CONFTEST]), module)
            if found is not None and found is not module and not found.is_stub:
                yield found

    def _fixtures_of(self, module: ModuleFacts) -> dict[str, FunctionSummary]:
        """The fixtures that *module* defines, by the name that tests ask for."""
        if _MARKED not in module.data:
            return {}
        frame = self.types.frame(module)
        found: dict[str, FunctionSummary] = {}
        module.hand_out()
        for scope in module.terms.root.children.values():
            if scope.kind != "function" or not scope.identity:
                continue
            function = module.function(scope.identity)
            for term in function.decorators:
                factory = term[1] if term[0] == "call" else term
                if name_of(self.types.evaluate(factory, frame)) in FIXTURES:
                    found[_given_name(term) or function.name] = function
        return found


def _given_name(decorator: Term) -> str:
    """The ``name=`` that a decorator gives its fixture; empty where it keeps the function's."""
    given = dict(decorator[3]) if decorator[0] == "call" else {}
    term = given.get("name")
    return str(term[1]) if term is not None and term[0] == "text" else ""


def _is_varied(name: str, decorators: tuple[Term, ...]) -> bool:
    """Whether one of *decorators* may pass something else, as ``parametrize("client", ...)`` does."""
    return any(
        argument[0] != "text" or name in str(argument[1]).replace(",", " ").split()
        for term in decorators
        if term[0] == "call" and term[1][-1] == "parametrize"
        for argument in term[2][:1]
    )
