"""Helpers that read what is installed beside their module, and give its text.

That never changes while the program runs: a thread for each reading is worth less than one reading,
which ``functools.cache`` keeps. Where the file is tells ``__file__`` or ``importlib`` in the expression of
its path, in a variable of the function or of its module.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.endpoints import mentions
from flake8_asyncpitfalls.analyses.file_accesses import FILE, FILES, file_marker, paths_of, writes
from flake8_asyncpitfalls.edit import Decorate
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._openings import opening_of
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    builtin_class,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING
from flake8_asyncpitfalls.semantics.source.node_fields import last_name, walked
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary, ModuleFacts

KEEPING = "keep its result with 'functools.cache': what it reads never changes"
"""The advice, and what the fix does."""
_KEPT = (bool, bytes, float, int, str)
"""Classes of results that nobody can change."""
_PLAIN = frozenset(kept.__name__ for kept in _KEPT)
_PACKAGES = "importlib."
_WRITING = (b".write", b"dump(", b'"w', b"'w", b"unlink(", b"rmtree(")
_SOURCES = frozenset({"getfile", "getsourcefile"})
"""Functions of ``inspect`` that tell where the code of an object is."""
_CHANGING = frozenset({
    "builtins.input", "builtins.print", "datetime", "logging", "os.getcwd", "os.getenv", "pathlib.Path.cwd",
    "random", "secrets", "time", "uuid",
})  # fmt: skip
"""Modules and functions that give something else, or are called for what they do, each time."""
_MAX_STEPS = 4


def reads_packaged_file(model: SemanticModel, call: ast.Call) -> bool:
    """Whether *call* calls a function of a module that only reads packaged files, and gives a text."""
    options = options_of(model.value_of(call.func))
    if len(options) != 1 or not isinstance(options[0], FunctionValue):
        return False
    effects = model.effects_at(call)
    if any(kind not in FILES or len(effect.hops) != 1 for kind, effect in effects.items()):
        return False
    is_kept = all(builtin_class(result) in _KEPT for result in options_of(model.value_of(call)))
    function = options[0].summary
    if not (is_kept or _promises_text(function)) or not _reads_packaged(model, function):
        return False
    return _gives_the_same(model, function)


def is_of_packaged_file(model: SemanticModel, node: ast.AST) -> bool:
    """Whether *node* opens or reads a file beside the module: installed with it, and small as its code.

    Who serves it to many, as a function may that is handed over to a library, has a thread for it.
    """
    if not isinstance(node, ast.Call) or model.effects_at(node).keys() != {FILE}:
        return False
    scope = model.scope_of(node)
    if _is_handed_over(scope, model):
        return False
    found = list(_of_call(opening_of(model, node, FILE) or node, scope, model.value_of))
    return bool(found) and all(found)


def _is_handed_over(scope: Scope, model: SemanticModel) -> bool:
    """Whether the function *scope* is decorated, or named in its module where it is not called."""
    if getattr(scope.node, "decorator_list", ()):
        return True
    parents = ((name, model.parent(name)) for name in mentions(scope, model))
    return any(not isinstance(one, ast.Call) or one.func is not name for name, one in parents)


def keeping_fix(model: SemanticModel, call: ast.Call) -> Fix | None:
    """``functools.cache`` on the function that *call* calls, which reads_packaged_file says yes to.

    Where it stands in this file, and its arguments can be keys: texts and numbers, by annotation.
    """
    value = model.value_of(call.func)
    assert isinstance(value, FunctionValue)
    node = value.summary.scope.node
    if value.summary.module is not model.module or not isinstance(node, ast.FunctionDef):
        return None
    if not isinstance(model.parent(node), ast.Module) or not model.runs_on_python(3, 9):
        return None
    args = node.args
    given = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    if args.vararg or args.kwarg or not all(_is_plain(one.annotation) for one in given):
        return None
    edit = Decorate(Span.of(node), "functools.cache")
    return Fix(Applicability.UNSAFE, KEEPING, (edit,))


def _is_plain(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id in _PLAIN


def _promises_text(function: FunctionSummary) -> bool:
    """Whether the annotation of *function* says that it gives a text or a number."""
    returns = getattr(function.scope.node, "returns", None)
    return _is_plain(returns)


def _reads_packaged(model: SemanticModel, function: FunctionSummary) -> bool:
    """Whether all files that *function* is about lie beside its module, which writes none."""
    module = function.module
    is_plain = function.class_identity is None and not function.decorators and not function.is_async
    if not is_plain or module.is_stub or module.is_foreign:
        return False
    if any(word in module.data for word in _WRITING):
        return False
    found = list(_files_of(function, model))
    return bool(found) and all(found) and not _others_write(function, model)


def _gives_the_same(model: SemanticModel, function: FunctionSummary) -> bool:
    """Whether *function*, called again, does and gives the same: no chance, clock, count or output in it."""
    scope = function.scope
    if any(isinstance(node, (ast.Global, ast.Nonlocal)) for node in walked(scope.node)):
        return False
    changed = {
        name
        for node in walked(function.module.terms.root.node)
        if isinstance(node, ast.Global)
        for name in node.names
    }
    if any(name.id in changed for name in scope.of_type(ast.Name)):
        return False
    return not any(
        name_of(option).partition(".")[0] in _CHANGING or name_of(option) in _CHANGING
        for call in scope.of_type(ast.Call)
        for option in options_of(model.value_in(call.func, function, scope))
    )


def _others_write(function: FunctionSummary, model: SemanticModel) -> bool:
    """Whether another module imports a variable that *function* reads, and writes files."""
    module, search = function.module, model.types.loader.search
    variables = {name.id for name in function.scope.of_type(ast.Name)} & set(_assigned(module))
    naming = [search(IMPORTING + name, module) for name in sorted(variables)]
    return any(
        found is None or any(word in other.data for other in found for word in _WRITING)
        for found in naming
    )


def _assigned(module: ModuleFacts) -> Iterator[str]:
    for stmt in module.terms.root.of_type(ast.Assign):
        yield from (target.id for target in stmt.targets if isinstance(target, ast.Name))


def _files_of(function: FunctionSummary, model: SemanticModel) -> Iterator[bool]:
    """For each call that is about a file, whether that is certainly a packaged one."""
    scope = function.scope
    for call in scope.of_type(ast.Call):
        yield from _of_call(call, scope, lambda expr: model.value_in(expr, function, scope))


def _of_call(call: ast.Call, scope: Scope, value_of: Callable[[ast.expr], Value]) -> Iterator[bool]:
    """For each function of a library that *call* of *scope* may call, whether it reads a packaged file."""
    for option in options_of(value_of(call.func)):
        marker = file_marker(option.summary) if isinstance(option, FunctionValue) else None
        if marker is None or not isinstance(option, FunctionValue):
            continue
        if option.qualified_name.startswith(_PACKAGES):
            yield True
        elif marker.keywords.get("offload") != "never":
            # The pattern of ``folder.glob("*.txt")`` says nothing of where the folder is.
            paths = [
                path
                for path in paths_of(call, marker, option.summary)
                if not isinstance(path, ast.Constant)
            ]
            is_read = bool(paths) and not writes(call, marker, option.summary)
            yield is_read and all(_is_packaged(path, scope) for path in paths)


def _is_packaged(path: ast.expr, scope: Scope, steps: int = _MAX_STEPS) -> bool:
    """Whether ``__file__`` is in *path*, or in what its variables are given, each once.

    Or ``inspect.getfile(type(self))``, which is a class that somebody has installed as well.
    """
    nodes = walked(path)
    names = [node for node in nodes if isinstance(node, ast.Name)]
    if any(name.id == "__file__" for name in names):
        return True
    if any(isinstance(node, ast.Call) and last_name(node.func) in _SOURCES for node in nodes):
        return True
    return steps > 0 and any(
        _is_packaged(value, owner, steps - 1)
        for name in names
        for value, owner in _given(name.id, scope)
    )


def _given(name: str, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
    """What the variable *name* of the function *scope*, or of its module, is given, where once."""
    owner: Scope | None = scope
    while owner is not None:
        stored = [node for node in owner.names(name) if isinstance(node.ctx, ast.Store)]
        values = [
            stmt.value
            for stmt in owner.of_type(ast.Assign)
            if any(target in stored for target in stmt.targets)
        ]
        # What a folder holds lies where it does.
        values += [loop.iter for loop in owner.of_type(ast.For) if loop.target in stored]
        if stored:
            if len(stored) == len(values) == 1:
                yield values[0], owner
            return
        owner = owner.parent
