"""Which of two kinds a function of a library is, by the release that the project asks for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.project.pinned_releases import is_at_most

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.project.pinned_releases import Release
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.summaries.markers import Marker

_ONCE = "once_plain"


def marker_of(function: FunctionSummary, name: str) -> Marker | None:
    """The marker *name* of a function or of the class that it is a method of."""
    owner = function.class_identity
    of_class = function.module.class_(owner).markers if owner else {}
    return function.markers.get(name, of_class.get(name))


def was_otherwise(function: FunctionSummary | None, marker: str) -> bool:
    """Whether another release has another kind of function there, as the stub's *marker* says."""
    if function is None or not function.module.is_stub:
        return False
    return marker_of(function, marker) is not None


def is_plain_release(
    model: SemanticModel, expr: ast.expr, function: FunctionSummary | None
) -> bool:
    """Whether *function*, plain in older releases, may be that one where *expr* calls it.

    Where the project asks for no release in particular, what coroutines call is taken for the newer one.
    """
    told = _is_newer(model, function)
    return not model.scope_of(expr).is_coroutine if told is None else not told


def _is_newer(model: SemanticModel, function: FunctionSummary | None) -> bool | None:
    """Whether the project has the release with coroutine functions; None where that is open."""
    until, fork = _text(function, "until"), _text(function, "fork")
    if not until:
        return None
    if fork and any(part is not None for part in model.types.loader.pinned(fork, model.module)):
        return False
    distribution, _, release = until.partition(" ")
    first: Release = tuple(map(int, release.split(".")))
    pins = model.types.loader.pinned(distribution, model.module)
    if is_at_most(first, pins.lowest):
        return True
    return False if is_at_most(pins.below, first) else None


def _text(function: FunctionSummary | None, keyword: str) -> str:
    marker = None if function is None else marker_of(function, _ONCE)
    return str(marker.keywords.get(keyword) or "") if marker is not None else ""
