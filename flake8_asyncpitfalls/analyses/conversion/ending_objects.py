"""Objects whose end takes away what others still use: a temporary file, a lock, a database in memory.

``file = NamedTemporaryFile(); file.write(text); path = file.name``: the file is there for as long as a
variable of the function holds the object. In a function of its own that is over at the ``return``. So it is
with the file that a lock is held on, and with a database of SQLite in memory: ``with connect(...) as db:``
ends a transaction there, and closes nothing.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.cleaning_up import is_cleaning_name
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, root_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_GONE, _LOCKING = "gone_with_it", "file_lock"


def leaves_no_holder(stmts: Sequence[ast.stmt], given: Sequence[str], model: SemanticModel) -> bool:
    """Whether *stmts* make such an object for a variable that is not *given* to the code around them."""
    nodes = list(walk_code(stmts))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    names = {
        name
        for name in (*_made(nodes, model), *_locked(calls, model.scope_of(stmts[0]), nodes, model))
        if name not in given
    }
    return bool(names) and not names <= set(_ended(nodes))


def _made(nodes: Sequence[ast.AST], model: SemanticModel) -> Iterator[str]:
    """The variables for objects that take something with them."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                if _takes_something(call, model, is_entered=False):
                    yield name
            case ast.withitem(context_expr=ast.Call() as call, optional_vars=target):
                if _takes_something(call, model, is_entered=True):
                    yield unparsed(target) if target is not None else unparsed(call)


def _takes_something(call: ast.Call, model: SemanticModel, *, is_entered: bool) -> bool:
    marker = model.marker(call.func, _GONE)
    if marker is None or (is_entered and not marker.keywords.get("entered")):
        return False
    words = {keyword.arg: keyword.value for keyword in call.keywords}
    kept = words.get(str(marker.keywords.get("kept_by")))
    if isinstance(kept, ast.Constant) and not kept.value:
        return False
    if not (needed := marker.keywords.get("only")):
        return True
    said = words.get(str(needed))
    if said is None or (isinstance(said, ast.Constant) and not said.value):
        return False
    texts = list(_texts(call.args[:1], model))
    return not texts or any(str(marker.keywords.get("named")) in text for text in texts)


def _texts(exprs: Sequence[ast.expr], model: SemanticModel) -> Iterator[str]:
    """The texts in *exprs*, and in what the variables in them are given."""
    for node in (node for expr in exprs for node in ast.walk(expr)):
        made = [node]
        if isinstance(node, ast.Name):
            bindings = model.terms.bindings_read(node, model.scope_of(node))
            made = [part for one in bindings if one.value for part in ast.walk(one.value)]
        for part in made:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def _locked(
    calls: Sequence[ast.Call], scope: Scope, nodes: Sequence[ast.AST], model: SemanticModel
) -> Iterator[str]:
    """The variables made in *nodes* whose objects hold a lock on a file once one of *calls* is done."""
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    for call in calls if bound else ():
        if model.marker(call.func, _LOCKING) is not None:
            yield from bound & {root_name(arg) for arg in arguments_of(call)}
        elif isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            is_lock = call.func.value.id in bound and call.func.attr == "acquire"
            if is_lock and model.has_class_marker(call.func.value, _LOCKING):
                yield call.func.value.id


def _ended(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """The variables whose objects *nodes* end themselves."""
    for node in nodes:
        match node:
            case ast.withitem(context_expr=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if is_cleaning_name(method):
                    yield name
