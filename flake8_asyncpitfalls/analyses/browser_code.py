"""Code for Python in a browser alone: without threads nothing can be put into one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.deciding_tests import leaves
from flake8_asyncpitfalls.analyses.library_facts import fact_of
from flake8_asyncpitfalls.semantics.effects.effect import platform_words
from flake8_asyncpitfalls.semantics.summaries.predicate_reader import is_other_platform, platform_in

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_BROWSER = "emscripten"
_ONLY = platform_words(((("platform", _BROWSER), True, 0),))


def runs_in_browser(model: SemanticModel, node: ast.AST, effect: Effect) -> bool:
    """Whether *node*, or what it reaches in the way of *effect*, runs in a browser only."""
    return effect.platform == _ONLY or model.analysis(_Browser).holds(node)


class _Browser:
    """Answers for one file: what its tests of the platform and imports at the top say."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._is_whole = any(map(self._is_of_browser, model.source.tree.body))
        self._tests = [] if self._is_whole else list(self._find_tests())

    def holds(self, node: ast.AST) -> bool:
        """Whether all of the file is for a browser, or the branch that *node* stands in."""
        if self._is_whole or not self._tests:
            return self._is_whole
        child = node
        while not isinstance(child, ast.Module):
            parent = self._model.parent(child)
            if parent in self._tests and isinstance(parent, ast.If):
                branch = parent.orelse if is_other_platform(parent.test) else parent.body
                if child in branch:
                    return True
            child = parent
        return False

    def _find_tests(self) -> list[ast.If]:
        return [
            stmt
            for scope in self._model.terms.root.walk()
            for stmt in scope.of_type(ast.If)
            if platform_in(stmt.test) == _BROWSER
        ]

    def _is_of_browser(self, stmt: ast.stmt) -> bool:
        """Whether *stmt*, at the top of the module, fails elsewhere, or ends the module there."""
        match stmt:
            case ast.Import(names=names):
                libraries = [alias.name.partition(".")[0] for alias in names]
            case ast.ImportFrom(module=str() as module, level=0):
                libraries = [module.partition(".")[0]]
            case ast.If(test=test, body=body):
                is_left = leaves(body) and is_other_platform(test)
                return is_left and platform_in(test) == _BROWSER
            case _:
                return False
        return any(fact_of(one, "__platform__", self._model) == _BROWSER for one in libraries)
