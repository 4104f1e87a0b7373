"""Code of tests: where something may be done on purpose that is wrong elsewhere."""

from __future__ import annotations

import ast
from pathlib import PurePath
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.fixtures import FIXTURES
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import called_in, last_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_EXPECTING = frozenset({
    "raises", "warns", "deprecated_call", "assertRaises", "assertRaisesRegex", "assertWarns",
    "assertWarnsRegex", "assertLogs", "assertNoLogs",
})  # fmt: skip
_PATCHING = frozenset({"patch", "setattr", "patch_object", "stub", "spy"})
_OF_MOCKS = frozenset({
    "assert_awaited", "assert_awaited_once", "assert_called", "assert_called_once",
    "assert_called_once_with", "assert_called_with", "assert_not_called", "call_args",
    "call_args_list", "call_count", "called", "mock_calls", "return_value", "side_effect",
})  # fmt: skip


def is_in_test(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands in a function that pytest or unittest runs as a test."""
    while not isinstance(node, ast.Module):
        node = model.parent(node)
        if isinstance(node, FUNCTION_TYPES) and node.name.startswith("test"):
            return True
    return False


def is_of_tests(model: SemanticModel) -> bool:
    """Whether the file is one that pytest takes tests or fixtures from, by its name."""
    stem = PurePath(model.source.path).stem
    return stem.startswith("test_") or stem.endswith("_test") or stem == "conftest"


def is_run_as_test(model: SemanticModel, scope: Scope) -> bool:
    """Whether a runner of tests alone calls the function *scope*: a test, or a fixture of tests.

    pytest takes what is called ``test...`` from files called so, and knows fixtures by decorator.
    """
    if not isinstance(scope.node, FUNCTION_TYPES):
        return False
    for decorator in scope.node.decorator_list:
        factory = called_in(decorator)
        if model.name_of(factory) in FIXTURES:
            return True
    outer = scope.parent
    is_found = outer is not None and outer.kind in ("module", "class")
    return is_found and is_of_tests(model) and scope.name.startswith("test")


def is_expected_to_fail(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* stands under ``pytest.raises``, ``assertRaises``, ``warns`` or the like.

    What such a block holds is there to fail or to warn in just this way.
    """
    while not isinstance(node, (*FUNCTION_TYPES, ast.Lambda, ast.Module)):
        child, node = node, model.parent(node)
        if isinstance(node, (ast.With, ast.AsyncWith)) and child in node.body:
            calls = [item.context_expr for item in node.items]
            if any(
                last_name(call.func) in _EXPECTING for call in calls if isinstance(call, ast.Call)
            ):
                return True
    return False


def is_replaced_in_test(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* stands in a test, and the module puts something else in the place of its callee.

    ``patch("time.sleep")``, ``monkeypatch.setattr(client, "get", fake)``, ``client.get = Mock()``,
    ``client.get.return_value = 1``: another function would not be the one that is replaced.
    """
    name = last_name(call.func)
    return bool(name) and is_in_test(model, call) and name in model.analysis(_Replaced).names


class _Replaced:
    """The names that a file of tests replaces in other objects."""

    def __init__(self, model: SemanticModel) -> None:
        self.names: set[str] = set()
        for scope in model.scopes:
            for call in scope.of_type(ast.Call):
                self._take_call(call)
            for attribute in scope.of_type(ast.Attribute):
                if isinstance(attribute.ctx, ast.Store):
                    self.names.add(attribute.attr)
                elif attribute.attr in _OF_MOCKS and isinstance(attribute.value, ast.Attribute):
                    self.names.add(attribute.value.attr)

    def _take_call(self, call: ast.Call) -> None:
        if not _PATCHING.intersection(unparsed(call.func).split(".")):
            return
        for argument in call.args[:2]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                self.names.add(argument.value.rpartition(".")[2])
            elif isinstance(argument, ast.Attribute):
                self.names.add(argument.attr)
