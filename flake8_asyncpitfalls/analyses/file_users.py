"""Who else reads or writes the file that a call works on: while it is written in a thread, others see half.

``path.write_text(text)`` on the event loop is one step: no other task sees the file empty. In a thread
it is not, and what a thread reads may be half written by the loop. Which file it is tells the expression
of its path, with classes, functions and names of modules in it and without what differs from call to
call: ``self.path(name)`` and ``self.path(other)`` may be one file. Helpers count as what they do, to a
few steps down. A path with a new name in it (``mkdtemp()``, ``uuid4()``) is nobody else's. A lock of
threads keeps apart those who hold it alone: who adds to a file under one may still lose that to another
who reads all of it and writes it anew without.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from flake8_asyncpitfalls.analyses.file_accesses import (
    FILE,
    METADATA,
    file_marker,
    makes_new_name,
    mode_of,
    paths_of,
    writes,
)
from flake8_asyncpitfalls.analyses.passed_arguments import by_place_and_name
from flake8_asyncpitfalls.analyses.shared_state import (
    is_locked,
    is_of_beginning,
    is_surely_alone,
)
from flake8_asyncpitfalls.analyses.thread_affinity import is_named_lock
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    ModuleValue,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary
    from flake8_asyncpitfalls.semantics.terms.term import Term

ANY, NEW = "_", "new"
_DEPTH, _MOST_CALLS, _MOST_MODULES = 3, 40, 6
_SAME = ("pathlib.", "builtins.str", "os.fspath", "os.path.")
_OF_ITSELF = ("self", "cls")
_OF_FILES = frozenset({FILE, METADATA})


class FilePath(NamedTuple):
    """The path of a file: its *text* with ANY for what differs, and what names it.

    *home*: the word by which other modules import what it hangs on, a class or a name.
    """

    text: str
    is_known: bool = False
    is_new: bool = False
    home: str = ""


Doing = Literal["read", "write", "add", "put"]
"""What is done to a file: ``add`` to its end, ``put`` another in its place."""
_IN_THE_WAY: frozenset[frozenset[Doing]] = frozenset(
    frozenset(pair)
    for pair in (("read", "write"), ("write",), ("write", "add"), ("write", "put"), ("add", "put"))
)  # fmt: skip
"""What must not be done at once: the one sees or undoes half of the other."""


class FileUse(NamedTuple):
    """One reading or writing of the content of the file at *path*."""

    path: FilePath
    doing: Doing
    function: tuple[str, str]
    """The file and key of the function that does so."""
    place: tuple[int, int]
    locks: frozenset[str] = frozenset()
    """The locks of threads that are held meanwhile, as far as they are known."""

    @property
    def is_write(self) -> bool:
        """Whether others may see the file half written."""
        return self.doing == "write" and not self.locks

    def meets(self, other: FileUse) -> bool:
        """Whether the two must not be done at once, and no lock keeps them apart."""
        is_same = self.path.text == other.path.text and self[2:4] != other[2:4]
        return (
            is_same
            and frozenset((self.doing, other.doing)) in _IN_THE_WAY
            and self.locks.isdisjoint(other.locks)
        )


def file_uses(model: SemanticModel, call: ast.Call) -> frozenset[FileUse]:
    """The files whose content *call* reads or writes, itself or through what it calls."""
    return model.analysis(_FileUses).at(call)


def entered_uses(model: SemanticModel, call: ast.Call) -> frozenset[FileUse]:
    """The files that a ``with`` on what *call* gives reads, writes or puts in their places."""
    return model.analysis(_FileUses).entered(call)


def path_of(model: SemanticModel, expr: ast.expr) -> FilePath | None:
    """The path that *expr* gives in its function; None outside of functions."""
    node = model.scope_of(expr).node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return None
    return _Walk(model).path(expr, model.summary_of(node), {})


def meets_others(model: SemanticModel, call: ast.Call) -> bool:
    """Whether another task may write what *call* reads or writes, or read what it writes, meanwhile."""
    uses = [use for use in file_uses(model, call) if use.path.is_known and not use.path.is_new]
    return any(model.analysis(_FileUses).meets(call, use) for use in uses)


def calls_with_locks(
    scope: Scope, types: Evaluator, value_of: Callable[[ast.expr], Value]
) -> list[tuple[ast.Call, frozenset[ast.With]]]:
    """The calls of a function, each with the blocks around it that hold a lock of threads.

    *value_of* tells what an expression of it is.
    """
    locked = [
        (stmt, range(stmt.lineno, (stmt.end_lineno or stmt.lineno) + 1))
        for stmt in scope.of_type(ast.With)
        if is_named_lock(stmt)
        or any(
            isinstance(option, Instance) and types.members.is_marked(option, "lock")
            for item in stmt.items
            for option in options_of(value_of(item.context_expr))
        )
    ]
    return [
        (call, frozenset(stmt for stmt, lines in locked if call.lineno in lines))
        for call in scope.of_type(ast.Call)
    ]


class _FileUses:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._known: dict[ast.Call, frozenset[FileUse]] = {}
        self._held: dict[Scope, dict[ast.Call, frozenset[str]]] = {}
        self._by_text: dict[str, list[ast.Call]] | None = None

    def at(self, call: ast.Call) -> frozenset[FileUse]:
        """The uses of files at *call*."""
        is_blocking = not _OF_FILES.isdisjoint(self._model.effects_at(call))
        return self.entered(call) if is_blocking else frozenset()

    def entered(self, call: ast.Call) -> frozenset[FileUse]:
        """Those of the manager, too, that *call* makes, whose work begins when it is entered."""
        found = self._known.get(call)
        if found is None:
            found, scope = frozenset(), self._model.scope_of(call)
            if isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found = frozenset(self._walked(call, self._model.summary_of(scope.node)))
            self._known[call] = found
        return found

    def _walked(self, call: ast.Call, function: FunctionSummary) -> Iterator[FileUse]:
        walk = _Walk(self._model)
        scope = function.scope
        if scope not in self._held:
            self._held[scope] = walk.calls(function, {}, frozenset())
        return walk.of(call, function, {}, _DEPTH, self._held[scope].get(call, frozenset()))

    def of(self, path: FilePath) -> list[ast.Call]:
        """The calls of this module that use files whose paths are spelled like *path*."""
        if self._by_text is None:
            found = defaultdict(list)
            for call in (c for scope in self._model.scopes for c in scope.of_type(ast.Call)):
                for text in {use.path.text for use in self.at(call)}:
                    found[text].append(call)
            self._by_text = found
        return self._by_text.get(path.text, [])

    def meets(self, call: ast.Call, use: FileUse) -> bool:
        """Whether a call here, or in a module that imports what the path hangs on, does so."""
        if any(self._is_other(other, call, use, self._model) for other in self.of(use.path)):
            return True
        if not use.path.home:
            return False
        others = self._model.found(IMPORTING + use.path.home)
        return any(
            self._is_other(other, call, use, model)
            for model in islice(others, _MOST_MODULES)
            for other in model.analysis(_FileUses).of(use.path)
        )

    def _is_other(
        self, other: ast.Call, call: ast.Call, use: FileUse, model: SemanticModel
    ) -> bool:
        """Whether *other*, of the file of *model*, may come between *call* and does more than both read."""
        met = [one for one in file_uses(model, other) if use.meets(one)]
        if other is call or not met:
            return False
        own, its = self._model.scope_of(call), model.scope_of(other)
        if is_of_beginning(its, model):
            return False
        if its is not own and _key_of(other, model) in {u.function for u in self.at(call)}:
            # It is a part of what *call* does.
            return False
        if is_surely_alone(own, self._model) and is_surely_alone(its, model):
            return False
        if model.runs_in_thread(other):
            # The loop has not kept the two apart as it is.
            return False
        is_own_locked = bool(use.locks) or is_locked(call, self._model)
        # A lock of threads that has a name was compared; one of all its callers has none.
        return not (is_own_locked and is_locked(other, model)) or any(one.locks for one in met)


class _Walk:
    """What one call does, and the functions of the project that it calls."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._left = _MOST_CALLS

    def of(
        self,
        call: ast.Call,
        function: FunctionSummary,
        given: dict[str, FilePath],
        depth: int,
        locks: frozenset[str],
    ) -> Iterator[FileUse]:
        """The uses at *call* of *function*, with *given* for its parameters and with *locks* held."""
        self._left -= 1
        for option in options_of(self._value(function, call.func)):
            if not isinstance(option, FunctionValue) or self._left < 0:
                continue
            if option.summary.module.is_stub:
                for use in self._of_library(call, option.summary, function, given):
                    yield use._replace(locks=locks)
            elif depth and not option.summary.is_async:
                paths = {
                    name: self.path(expr, function, given)
                    for name, expr in by_place_and_name(option, call)
                }
                option.summary.module.hold(self)
                for inner, held in self.calls(option.summary, paths, locks).items():
                    yield from self.of(inner, option.summary, paths, depth - 1, held)

    def calls(
        self, function: FunctionSummary, given: dict[str, FilePath], locks: frozenset[str]
    ) -> dict[ast.Call, frozenset[str]]:
        """The calls of *function*, each with *locks* and the locks that are held there besides."""
        value_of = partial(self._value, function)
        found = calls_with_locks(function.scope, self._model.types, value_of)
        named = {
            stmt: self.path(item.context_expr, function, given).text
            for stmt in {stmt for _, held in found for stmt in held}
            for item in stmt.items
        }
        return {call: locks.union(named[stmt] for stmt in held) for call, held in found}

    def _value(self, function: FunctionSummary, expr: ast.expr) -> Value:
        return self._model.value_in(expr, function, function.scope)

    def _of_library(
        self,
        call: ast.Call,
        library: FunctionSummary,
        function: FunctionSummary,
        given: dict[str, FilePath],
    ) -> Iterator[FileUse]:
        marker = file_marker(library)
        if marker is None:
            return
        paths = list(paths_of(call, marker, library))
        doing: Doing = "write" if writes(call, marker, library) else "read"
        is_put = len(paths) > 1 or (paths and library.class_identity is None)
        if marker.args[0] == METADATA and doing == "write" and is_put:
            # ``os.replace(new, path)`` and ``new.replace(path)``, but also ``os.remove(path)``
            paths, doing = paths[-1:], "put"
        elif marker.args[0] != FILE:
            return
        if mode_of(call, library).startswith("a"):
            doing = "add"
        for expr in paths:
            yield FileUse(
                self.path(expr, function, given), doing, _key(function),
                (call.lineno, call.col_offset),
            )  # fmt: skip

    def path(
        self, expr: ast.expr, function: FunctionSummary, given: dict[str, FilePath], depth: int = 6
    ) -> FilePath:
        """The path that *expr* gives."""
        if depth == 0:
            return FilePath(ANY)

        def inner(part: ast.expr) -> FilePath:
            return self.path(part, function, given, depth - 1)

        match expr:
            case ast.Constant(value=value):
                return FilePath(repr(value), isinstance(value, str))
            case ast.Name():
                return self._of_name(expr, function, given, depth)
            case ast.BinOp(left=left, right=right):
                return _joined("/", [inner(left), inner(right)])
            case ast.JoinedStr(values=values):
                parts = [v.value if isinstance(v, ast.FormattedValue) else v for v in values]
                return _joined("f", [inner(part) for part in parts])
            case ast.Attribute(value=value, attr=attr):
                return self._of_attribute(value, attr, function, inner)
            case ast.Call():
                return self._of_call(expr, function, inner)
        return FilePath(ANY)

    def _of_attribute(
        self,
        value: ast.expr,
        attr: str,
        function: FunctionSummary,
        inner: Callable[[ast.expr], FilePath],
    ) -> FilePath:
        """``self.path``: that of the class, as far as it is known; ``path.parent``: of a path."""
        owner = self._class_of(value, function)
        path = inner(value)
        if owner.startswith("pathlib."):
            return _joined(attr, [path])
        if owner:
            return FilePath(f"{owner}.{attr}", True, path.is_new, owner.rpartition(".")[2])
        return path._replace(text=f"{path.text}.{attr}")

    def _class_of(self, value: ast.expr, function: FunctionSummary) -> str:
        if isinstance(value, ast.Name) and value.id in _OF_ITSELF and function.class_identity:
            return function.module.class_(function.class_identity).qualified_name
        found = self._value(function, value)
        return found.qualified_name if isinstance(found, Instance) else ""

    def _is_module(self, expr: ast.expr, function: FunctionSummary) -> bool:
        return isinstance(self._value(function, expr), ModuleValue)

    def _of_call(
        self, call: ast.Call, function: FunctionSummary, inner: Callable[[ast.expr], FilePath]
    ) -> FilePath:
        args = [inner(arg) for arg in (*call.args, *(k.value for k in call.keywords))]
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if owner is not None and not self._is_module(owner, function):
            args.insert(0, inner(owner))
        callee = self._value(function, call.func)
        if makes_new_name(callee):
            return FilePath(NEW, is_new=True)
        name = name_of(callee)
        if name in ("pathlib.Path", "builtins.str") and len(args) == 1:
            return args[0]
        if name.startswith(_SAME):
            return _joined(name, args)
        if not isinstance(callee, FunctionValue) or callee.summary.module.is_stub:
            return FilePath(ANY, is_new=any(arg.is_new for arg in args))
        home = callee.summary.local_name.partition(".")[0]
        is_method = isinstance(callee.receiver, Instance)
        found = _joined(callee.summary.qualified_name, args[is_method:])
        return found._replace(is_known=True, home=home)

    def _of_name(
        self, name: ast.Name, function: FunctionSummary, given: dict[str, FilePath], depth: int
    ) -> FilePath:
        scope = function.scope
        bindings = function.module.terms.table(scope).by_name.get(name.id, ())
        if bindings:
            reduced = function.module.terms.reduce(name, scope)
            if reduced[0] == "from":
                return _of_import(reduced)
            return self._of_bindings(name.id, list(bindings), function, given, depth)
        outer = scope.parent
        while outer is not None and outer.is_function:
            if function.module.terms.table(outer).by_name.get(name.id):
                # One for all functions inside of it, the routes of an application that it makes.
                return FilePath(f"{outer.identity}.{name.id}", True)
            outer = outer.parent
        term = function.module.global_term(name.id)
        if term is None or term[0] == "module":
            return FilePath(ANY)
        if term[0] == "from":
            return _of_import(term)
        return FilePath(f"{function.module.name.dotted}:{name.id}", True, home=name.id)

    def _of_bindings(
        self,
        name: str,
        bindings: list[Binding],
        function: FunctionSummary,
        given: dict[str, FilePath],
        depth: int,
    ) -> FilePath:
        only = bindings[0]
        if len(bindings) > 1:
            return FilePath(ANY)
        if only.kind == "param":
            return given.get(name, FilePath(ANY))
        if only.value is None or only.kind not in ("assign", "annotated", "walrus", "with"):
            return FilePath(ANY)
        found = self.path(only.value, function, given, depth - 1)
        is_itself = not only.path and only.kind != "with"
        return found if found.is_new or is_itself else FilePath(ANY)


def _of_import(term: Term) -> FilePath:
    """The path that another module has under the name that *term* imports."""
    return FilePath(f"{term[1]}:{term[2]}", True, home=str(term[2]))


def _key(function: FunctionSummary) -> tuple[str, str]:
    return (str(function.module.path), function.identity)


def _key_of(call: ast.Call, model: SemanticModel) -> tuple[str, str]:
    return (str(model.module.path), model.scope_of(call).identity)


def _joined(how: str, parts: list[FilePath]) -> FilePath:
    """A path put together; in a folder that nobody knows it may be any."""
    return FilePath(
        f"{how}({', '.join(part.text for part in parts)})",
        any(part.is_known for part in parts[:1]),
        any(part.is_new for part in parts),
        next((part.home for part in parts if part.home), ""),
    )
