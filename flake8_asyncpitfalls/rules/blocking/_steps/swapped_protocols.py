"""Waits that would come between two calls that hand a connection over: to another protocol, to TLS.

``transport.set_protocol(protocol)`` and ``await loop.start_tls(transport, protocol, context)`` are one
step for the event loop: what arrives in a wait between them goes to the wrong one of the two.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.code_times import end_of, leads_to, start_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.stubs.marked import names_by_marker

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.code_times import At
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MARKER = "hands_over"
_NEAREST = 20
"""So many of them are looked at on each side: else a thousand in one function are a million questions."""


def parts_handing_over(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* stands between two such calls, in a function that does not wait there as it is."""
    found = model.analysis(_HandingOver).of(model.scope_of(call))
    if len(found.swaps) < 2:
        return False
    parents, at = model.terms.parents, start_of(call)
    earlier, later = found.around(at)
    return any(leads_to(one, call, parents) for one in earlier if one is not call) and any(
        leads_to(call, one, parents) for one in later if one is not call
    )


class _Swaps:
    """The calls of one function that hand a connection over, and where it waits; both in order."""

    def __init__(self, calls: list[ast.Call], scope: Scope) -> None:
        self.swaps = sorted(calls, key=end_of)
        self._waits: list[At] = []
        if len(calls) > 1:
            nodes = suspensions(scope.body)
            self._waits = sorted(
                end_of(node) for node in nodes if isinstance(node, (ast.expr, ast.stmt))
            )

    def around(self, at: At) -> tuple[list[ast.Call], list[ast.Call]]:
        """Those that end before *at* and after it with no wait between, the nearest first."""
        wait, place = bisect_left(self._waits, at), bisect_left(self.swaps, at, key=end_of)
        start, end = 0, len(self.swaps)
        if wait:
            start = bisect_left(self.swaps, self._waits[wait - 1], key=end_of)
        if wait < len(self._waits):
            end = bisect_right(self.swaps, self._waits[wait], key=end_of)
        later = bisect_right(self.swaps, at, key=end_of)
        near = max(start, place - _NEAREST), min(end, later + _NEAREST)
        return self.swaps[near[0] : place][::-1], self.swaps[later : near[1]]


class _HandingOver:
    """The calls of each function that hand a connection over, or that nobody knows and are named so."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._names = names_by_marker(model.settings.stubs).get(_MARKER, frozenset())
        self._known: dict[Scope, _Swaps] = {}

    def of(self, scope: Scope) -> _Swaps:
        """Those of *scope*."""
        if scope not in self._known:
            calls = scope.of_type(ast.Call)
            named = [call for call in calls if last_name(call.func) in self._names]
            self._known[scope] = _Swaps([c for c in named if self._hands_over(c)], scope)
        return self._known[scope]

    def _hands_over(self, call: ast.Call) -> bool:
        options = options_of(self._model.value_of(call.func))
        is_known = any(isinstance(option, FunctionValue) for option in options)
        return not is_known or self._model.marker(call.func, _MARKER) is not None
