"""Which variables of a function a piece of its code works on, and what those are made from.

A variable stands for the object that it holds. ``archive = folder / "a.zip"``: who works on the archive
works on what is in the folder; what an arbitrary call gives is nobody's part.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.file_accesses import METADATA, file_marker, paths_of, writes
from flake8_asyncpitfalls.analyses.log_calls import LEVELS
from flake8_asyncpitfalls.analyses.object_changes import CHANGING
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name, run_by
from flake8_asyncpitfalls.rules.blocking._steps.half_done import holds_nothing
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    ModuleValue,
    Unknown,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions, walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of, last_name, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope

_OWN = ("self", "cls")
_STEPS, _DEPTH = 4, 2
_OF_PATHS = ("pathlib.", "os.path.", "posixpath.", "builtins.str")
_WORKED_OUT = (ast.Call, ast.JoinedStr, ast.Compare, ast.Lambda)
_TELLING = (*LEVELS, "critical", "exception", "log", "trace", "warn")


def names_in(nodes: Iterable[ast.AST], model: SemanticModel) -> frozenset[str]:
    """The variables that *nodes* read, ``self.x`` among them; no functions, classes and modules."""
    return frozenset(
        key for node in walk_code(nodes) if (key := _key(node, model)) and _is_read(node, model)
    )


def given_in(exprs: Iterable[ast.AST], model: SemanticModel) -> frozenset[str]:
    """The variables whose objects *exprs* give; not those that a call in them has made something of."""
    found: set[str] = set()
    for expr in exprs:
        if isinstance(expr, _WORKED_OUT):
            continue
        if key := _key(expr, model):
            found |= {key} if _is_read(expr, model) else set()
        else:
            found |= given_in(ast.iter_child_nodes(expr), model)
    return frozenset(found)


def _key(node: ast.AST, model: SemanticModel) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in _OWN:
            parent = model.parent(node)
            is_method = isinstance(parent, ast.Call) and parent.func is node
            return "" if is_method else f"{name}.{attr}"
        case ast.Name(id=name) if name not in _OWN:
            return name
    return ""


def _is_read(node: ast.AST, model: SemanticModel) -> bool:
    if not isinstance(node, ast.expr) or not isinstance(getattr(node, "ctx", None), ast.Load):
        return False
    value = model.value_of(node)
    named = name_of(value)
    if named.startswith("builtins.") and not named.endswith("()"):
        return False
    return not all(
        isinstance(option, (FunctionValue, ClassValue, ModuleValue)) for option in options_of(value)
    )


def bound_by(stmts: Iterable[ast.AST]) -> frozenset[str]:
    """The variables that *stmts* themselves bind, or put something into."""
    nodes = [node for node in walk_code(stmts) if isinstance(node, ast.expr)]
    stored = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    return frozenset(map(root_name, stored)) - {"", *_OWN}


def made_from(
    names: Iterable[str], at: ast.AST, model: SemanticModel, *, with_texts: bool = True
) -> frozenset[str]:
    """*names*, as read in the function of *at*, with those that they are parts of, or open on.

    *with_texts*: with those that they are paths in, too.
    """
    wholes, scope = model.analysis(_Wholes), model.scope_of(at)
    found, new = set[str](), set(names)
    for _ in range(_STEPS):
        found |= new
        new = {key for name in new for key in wholes.of(name, scope, with_texts)} - found
        if not new:
            break
    return frozenset(found)


class _Wholes:
    """What the variables of one file are made from: each is asked about for every call that uses it."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[tuple[str, Scope, bool], frozenset[str]] = {}

    def of(self, name: str, scope: Scope, with_texts: bool) -> frozenset[str]:
        """The variables that what *scope* binds to *name* is a part of, or open on."""
        key = name, scope, with_texts
        if key not in self._known:
            bindings = self._model.terms.table(scope).by_name.get(name, ())
            self._known[key] = frozenset().union(
                *(_whole_of(binding, self._model, with_texts) for binding in bindings)
            )
        return self._known[key]


def _whole_of(binding: Binding, model: SemanticModel, with_texts: bool) -> frozenset[str]:
    value = binding.value
    if value is None or any(suspensions([value])):
        return frozenset()
    nodes = list(walk_code([value]))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    if not with_texts and any(isinstance(node, ast.JoinedStr) for node in nodes):
        return frozenset()
    is_part = all(
        model.is_live_resource(call) or (with_texts and _gives_path(call, model)) for call in calls
    )
    return names_in([value], model) if is_part else frozenset()


def _gives_path(call: ast.Call, model: SemanticModel) -> bool:
    if model.is_instance(call, "pathlib.PurePath"):
        return True
    return model.name_of(call.func).startswith(_OF_PATHS)


def cleaned_up(
    stmts: Iterable[ast.AST], model: SemanticModel, *, is_assigning: bool
) -> frozenset[str]:
    """The variables whose objects, or files, *stmts* work on.

    A plain value that a function is given counts where that works on files; with *is_assigning* an
    attribute or item that is set counts.
    """
    found: set[str] = set()
    for node in walk_code(stmts):
        match node:
            case ast.Call() if not only_tells(node, model):
                # ``await to_thread(rmtree, folder)`` works on the folder, as ``rmtree(folder)`` does.
                is_handed_over = bool(model.arguments_marked(node, "offloads"))
                run = run_by(node, model).as_call() if is_handed_over else node
                found |= names_in(_worked_with(run, model), model)
            case ast.For(target=ast.Name(), iter=gone_over):
                found |= names_in([gone_over], model)
    return frozenset(found) | (_assigned(stmts, model) if is_assigning else frozenset())


def _worked_with(call: ast.Call, model: SemanticModel) -> Iterator[ast.AST]:
    """The object of *call*, and what it is given: objects, and plain values that are paths to it."""
    value = model.value_of(call.func)
    options = [option for option in options_of(value) if isinstance(option, FunctionValue)]
    paths = {expr for option in options for expr in _paths_given(option, call, model, _DEPTH)}
    yield from paths
    if isinstance(call.func, ast.Attribute):
        owner = model.value_of(call.func.value)
        if not all(holds_nothing(one, model) for one in options_of(owner)):
            yield call.func.value
    yield from (one for one in _taken(call, model) if _is_object(one, model))


def _paths_given(
    function: FunctionValue, call: ast.Call, model: SemanticModel, depth: int
) -> Iterator[ast.expr]:
    """What *call* gives *function*, or calls it on, that is a path to it or to what it calls."""
    summary = function.summary
    marker = file_marker(summary)
    if marker is not None:
        # Who asks for it to be gone as well does it again, and takes it away all the same.
        if marker.keywords.get("writes") or writes(call, marker, summary):
            yield from paths_of(call, marker, summary)
        return
    if not depth or summary.module.is_stub:
        return
    paths = {
        node.id
        for inner in summary.scope.of_type(ast.Call)
        for option in options_of(model.value_in(inner.func, summary, summary.scope))
        if isinstance(option, FunctionValue)
        for path in _paths_given(option, inner, model, depth - 1)
        for node in ast.walk(path)
        if isinstance(node, ast.Name)
    }
    yield from (expr for name, expr in by_place_and_name(function, call) if name in paths)


def _taken(call: ast.Call, model: SemanticModel) -> list[ast.expr]:
    """What *call* is given, unless a container only keeps it, or drops it."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    is_module = owner is not None and isinstance(model.value_of(owner), ModuleValue)
    return arguments_of(call) if is_module or last_name(call.func) not in CHANGING else []


def _is_object(expr: ast.expr, model: SemanticModel) -> bool:
    """Whether *expr* certainly gives something that is more than a plain value."""
    return not any(
        isinstance(option, Unknown) or holds_nothing(option, model)
        for option in options_of(model.value_of(expr))
    )


def recorded(stmts: Iterable[ast.AST], model: SemanticModel) -> frozenset[str]:
    """The variables that *stmts* give to functions and containers, or whose attributes they set.

    A record for a log, a builtin, and a question about a file count for nothing.
    """
    calls = [node for node in walk_code(stmts) if isinstance(node, ast.Call)]
    given = [arg for call in calls if not only_tells(call, model) for arg in arguments_of(call)]
    return names_in(given, model) | _assigned(stmts, model)


def _assigned(stmts: Iterable[ast.AST], model: SemanticModel) -> frozenset[str]:
    return names_in(
        [
            node.value
            for node in walk_code(stmts)
            if isinstance(node, (ast.Attribute, ast.Subscript))
            and isinstance(node.ctx, (ast.Store, ast.Del))
        ],
        model,
    )


def only_tells(call: ast.Call, model: SemanticModel) -> bool:
    """Whether *call* changes nothing: a record for a log, a builtin, a question about a file."""
    if model.name_of(call.func).startswith("builtins."):
        return True
    if isinstance(model.statement_of(call), ast.Raise):
        return True
    inner: ast.AST = call
    while isinstance(inner, (ast.expr, ast.keyword)):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            if inner.func.attr in _TELLING:
                return True
        inner = model.parent(inner)
    options = [o for o in options_of(model.value_of(call.func)) if isinstance(o, FunctionValue)]
    markers = [file_marker(option.summary) for option in options]
    return bool(markers) and all(
        marker is not None and marker.args[0] == METADATA and not marker.keywords.get("writes")
        for marker in markers
    )
