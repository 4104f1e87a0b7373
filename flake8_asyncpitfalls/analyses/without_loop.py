"""Functions of libraries that wait themselves where no event loop runs.

Telethon's client goes over messages plainly in a program without a running loop, and the import of
``telethon.sync`` anywhere in it makes the client's coroutine methods plain there as well. Whether a loop
runs where a plain function is called, nobody can tell.
"""

from __future__ import annotations

import ast
import re
from itertools import chain
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.releases import marker_of
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_MARKER = "plain_without_loop"
_IMPORT = (
    rb"(?m)^[ \t]*(?:import[ \t][^\n#]*\b%s\.%s\b|from[ \t]+%s\.%s[ \t]"
    rb"|from[ \t]+%s[ \t]+import[ \t]*(?:\([^)]*|[^\n#]*)\b%s\b)"
)


def may_be_plain(model: SemanticModel, expr: ast.expr, function: FunctionSummary | None) -> bool:
    """Whether *function* of a stub may do its work itself where *expr* calls it."""
    if function is None or not function.module.is_stub or model.scope_of(expr).is_coroutine:
        return False
    marker = marker_of(function, _MARKER)
    if marker is None:
        return False
    module = marker.argument(0)
    return not isinstance(module, str) or model.analysis(_Imports).has(module)


class _Imports:
    """Which modules the program may import anywhere."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[str, bool] = {}

    def has(self, module: str) -> bool:
        found = self._known.get(module)
        if found is None:
            found = self._known[module] = self._search(module)
        return found

    def _search(self, module: str) -> bool:
        package, _, name = module.rpartition(".")
        own = self._model.module
        others = self._model.types.loader.search(IMPORTING + name, own, having=name)
        return any(_imports(package, name, each.data) for each in chain([own], others or ()))


def _imports(package: str, name: str, data: bytes) -> bool:
    words = package.encode(), name.encode()
    return re.search(_IMPORT % (words * 3), data) is not None
