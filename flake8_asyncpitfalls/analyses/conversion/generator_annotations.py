"""What a generator is said to give, once it is asynchronous."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.edit import Edit, ReplaceExpression, ReplaceName
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_MODULES = ("typing", "collections.abc", "typing_extensions")
_SIMPLE = ("Iterator", "Iterable")


def asynchronous_annotation(
    model: SemanticModel, scope: Scope, twins: Mapping[str, str]
) -> Edit | None:
    """What makes the result of the generator *scope* that of an asynchronous one; None: nothing.

    *twins* are the classes that become others with it, which the new text must name.
    """
    node = scope.node
    if not isinstance(node, ast.FunctionDef) or node.returns is None:
        return None
    if not model.summary_of(node).is_generator:
        return None
    returns = node.returns
    kind = returns.value if isinstance(returns, ast.Subscript) else returns
    module, _, name = model.name_of(kind).rpartition(".")
    if module not in _MODULES:
        return None
    if name in _SIMPLE:
        return ReplaceName(Span.of(kind), f"{module}.Async{name}")
    if name != "Generator" or not isinstance(returns, ast.Subscript):
        return None
    # Nothing returns a value from an asynchronous generator: its type has no third part.
    parts = returns.slice.elts if isinstance(returns.slice, ast.Tuple) else [returns.slice]
    names = [f"{module}.AsyncGenerator"]
    given = ["None", "None"]
    for index, part in enumerate(parts[:2]):
        twin = twins.get(model.name_of(part))
        given[index] = f"⟦{len(names)}⟧" if twin else model.source.code_of(part)
        names += [twin] if twin else []
    return ReplaceExpression(Span.of(returns), f"⟦0⟧[{', '.join(given)}]", tuple(names))
