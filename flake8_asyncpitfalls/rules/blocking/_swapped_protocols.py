"""Waits that would come between two calls that hand a connection over: to another protocol, to TLS.

``transport.set_protocol(protocol)`` and ``await loop.start_tls(transport, protocol, context)`` are one
step for the event loop: what arrives in a wait between them goes to the wrong one of the two.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.function_steps import end_of, leads_to, start_of
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.stubs.marked import names_by_marker

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MARKER = "hands_over"


def parts_handing_over(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* stands between two such calls, in a function that does not wait there as it is."""
    swaps = model.analysis(_HandingOver).of(model.scope_of(call))
    if len(swaps) < 2:
        return False
    parents, at = model.terms.parents, start_of(call)
    waits = [
        end_of(node)
        for node in suspensions(model.scope_of(call).body)
        if isinstance(node, (ast.expr, ast.stmt))
    ]
    return any(
        end_of(first) < at < end_of(second)
        and not any(end_of(first) < wait < end_of(second) for wait in waits)
        and leads_to(first, call, parents)
        and leads_to(call, second, parents)
        for first in swaps
        for second in swaps
        if call not in (first, second)
    )


class _HandingOver:
    """The calls of each function that hand a connection over, or that nobody knows and are named so."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._names = names_by_marker(model.settings.stubs).get(_MARKER, frozenset())
        self._known: dict[Scope, list[ast.Call]] = {}

    def of(self, scope: Scope) -> list[ast.Call]:
        """Those of *scope*."""
        if scope not in self._known:
            calls = scope.of_type(ast.Call)
            named = [call for call in calls if last_name(call.func) in self._names]
            self._known[scope] = [call for call in named if self._hands_over(call)]
        return self._known[scope]

    def _hands_over(self, call: ast.Call) -> bool:
        options = options_of(self._model.value_of(call.func))
        is_known = any(isinstance(option, FunctionValue) for option in options)
        return not is_known or self._model.marker(call.func, _MARKER) is not None
