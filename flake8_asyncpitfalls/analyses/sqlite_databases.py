"""Whether the database that a call works with is one of SQLite: in memory, or a file that it writes.

``create_engine("sqlite://")`` gives each thread a database of its own, an empty one. Where one connection
serves all (``poolclass=StaticPool``), what a thread does is in the middle of others' transactions. What a
library is handed as an engine, and never makes, may be either. A file has one writer at a time: what only
the loop's thread has written so far waits in threads for others, and fails after the connection's timeout.
Looked at is the address of ``create_engine`` as far as a text in it tells, in the modules that the call
comes through or, where those make no engine, in all of the project; and ``sqlite3.connect`` on the way.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.thread_affinity import is_named_lock
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import IMPORTING, NAMING
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import defaults_of, last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import (
        FunctionSummary,
        ModuleFacts,
    )
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAKER, _CONNECT = "create_engine", "sqlite3.connect"
_MAKERS = ("sqlalchemy", "sqlmodel")
_WRITING = frozenset({"commit", "executemany", "executescript", "flush", "merge"})
_MANAGERS = frozenset({"begin"})
_ADDRESS = "sqlite"
_MEMORY = ":memory:"
_SHARED = "cache=shared"
_TIME = "timeout"
_ENGINES = frozenset({"Engine", "sessionmaker"})
_OF_ONE = frozenset({"AssertionPool", "StaticPool"})
_GIVEN = "?"
_DEPTH, _MOST_FUNCTIONS, _MOST_MODULES = 5, 60, 8


class SqliteUse(NamedTuple):
    """What a call does with SQLite."""

    is_in_memory: bool = False
    """Other threads have another database, or may have: the project does not make it."""
    is_one_connection: bool = False
    """All threads have one connection, and no lock of threads keeps them apart."""
    is_written: bool = False
    """It writes a file, with no lock of threads and no time of its own to wait for others."""


def sqlite_use(model: SemanticModel, call: ast.Call) -> SqliteUse:
    """What *call*, which works with a database, does with SQLite."""
    return model.analysis(_Uses).of(call)


class _Engine(NamedTuple):
    """An engine that a module makes, for SQLite or, if neither, for anything."""

    is_in_memory: bool
    is_one_connection: bool
    is_written_alone: bool
    """It is a file, for whose writers no time is said that they wait."""
    home: str
    """The class whose method makes it, by its key; empty for others."""


class _Uses:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._of_functions: dict[FunctionValue, SqliteUse] = {}
        self._engines: dict[ModuleFacts, list[_Engine]] = {}
        self._of_project: list[_Engine] | None = None

    def of(self, call: ast.Call) -> SqliteUse:
        """What *call* does."""
        value = self._model.value_of(call.func)
        options = [option for option in options_of(value) if isinstance(option, FunctionValue)]
        own = [o for o in options if not o.summary.module.is_stub]
        uses = [self._of_function(option) for option in own]
        if len(own) < len(options):
            scope = self._model.scope_of(call)
            if isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                uses.append(self._of_function(FunctionValue(self._model.summary_of(scope.node))))
        return SqliteUse(*map(any, zip(*uses, strict=True))) if uses else SqliteUse()

    def _of_function(self, function: FunctionValue) -> SqliteUse:
        known = self._of_functions.get(function)
        if known is None:
            known = self._of_functions[function] = self._find(function)
        return known

    def _find(self, function: FunctionValue) -> SqliteUse:
        walk = _Walk(self._model)
        walk.enter(function)
        engines = self._used(walk) if walk.uses_engine else []
        is_in_memory = any(engine.is_in_memory for engine in engines)
        is_one = any(engine.is_one_connection for engine in engines) and not walk.is_locked
        is_file = walk.connects or any(
            e.is_written_alone and not (e.is_in_memory or e.is_one_connection) for e in engines
        )
        if walk.uses_engine and not is_in_memory:
            is_in_memory = any(self._is_handed_over(*cls) for cls in walk.classes.items())
        return SqliteUse(is_in_memory, is_one, is_file and walk.writes and not walk.is_locked)

    def _is_handed_over(self, identity: str, module: ModuleFacts) -> bool:
        """Whether a class takes an engine, and the project, a library, makes no object of it."""
        cls = module.class_(identity)
        made = self._model.types.members.method(Instance(cls), "__init__")
        if not isinstance(made, FunctionValue) or not self._takes_engine(made.summary):
            return False
        naming = self._model.types.loader.search(NAMING + cls.name, module)
        making = rb"(?<!class )\b" + cls.name.encode() + rb"(\.\w+)?\("
        return naming is not None and not any(
            re.search(making, one.data) for one in {module, *naming}
        )

    def _takes_engine(self, function: FunctionSummary) -> bool:
        """Whether a parameter of *function* is said to be an engine, or a maker of sessions with one."""
        node = function.scope.node
        if function.module.is_stub or not isinstance(node, FUNCTION_TYPES):
            return False
        function.module.hold(self)
        return any(
            isinstance(one := self._model.value_in(part, function, function.scope), ClassValue)
            and one.summary.name in _ENGINES
            and one.qualified_name.startswith(_MAKERS)
            for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            if arg.annotation is not None
            for part in ast.walk(arg.annotation)
            if isinstance(part, (ast.Name, ast.Attribute))
        )

    def _used(self, walk: _Walk) -> list[_Engine]:
        """The engines that the functions of *walk* may use: of their classes, their modules, or others."""
        found = [engine for module in walk.modules for engine in self._made_in(module)]
        own = [engine for engine in found if engine.home in walk.classes]
        return own or found or self._elsewhere()

    def _elsewhere(self) -> list[_Engine]:
        """The engines of all modules of the project that make some."""
        if self._of_project is None:
            own = self._model.module
            found = self._model.types.loader.search(IMPORTING + _MAKER, own) or []
            modules = found if len(found) <= _MOST_MODULES else []
            engines = [one for module in modules for one in self._made_in(module)]
            # Of several nobody can tell which it is.
            is_clear = len({(one.is_in_memory, one.is_one_connection) for one in engines}) == 1
            self._of_project = [
                one
                for one in engines
                if is_clear or not (one.is_in_memory or one.is_one_connection)
            ]
        return self._of_project

    def _made_in(self, module: ModuleFacts) -> list[_Engine]:
        if module not in self._engines:
            self._engines[module] = []
            if not module.is_stub and _MAKER.encode() in module.data:
                module.hold(self)
                self._engines[module] = list(_engines(module))
        return self._engines[module]


class _Walk:
    """What a function and those that it calls do with databases."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        self._seen: set[FunctionSummary] = set()
        self.modules: dict[ModuleFacts, None] = {}
        self.classes: dict[str, ModuleFacts] = {}
        self.connects = self.uses_engine = self.writes = self.is_locked = False

    def enter(self, function: FunctionValue, depth: int = _DEPTH) -> None:
        """Go through *function*."""
        summary = function.summary
        if summary in self._seen or len(self._seen) > _MOST_FUNCTIONS:
            return
        self._seen.add(summary)
        summary.module.hold(self)
        self.modules.setdefault(summary.module)
        if summary.class_identity:
            self.classes[summary.class_identity] = summary.module
        self.is_locked |= any(map(is_named_lock, summary.scope.of_type(ast.With)))
        for call in summary.scope.of_type(ast.Call):
            for option in options_of(self._model.value_in(call.func, summary, summary.scope)):
                if not isinstance(option, FunctionValue):
                    continue
                if option.summary.module.is_stub:
                    self._note(call, option)
                elif depth and not option.summary.is_async:
                    for other in self._model.types.implementations.instead_of(option) or [option]:
                        self.enter(other, depth - 1)

    def _note(self, call: ast.Call, function: FunctionValue) -> None:
        """What *call* of a library's *function* does."""
        library = function.qualified_name
        if library == _CONNECT:
            given = {keyword.arg for keyword in call.keywords}
            self.connects |= not (_MEMORY in _texts(call.args[:1]) or _TIME in given)
        is_of_engine = library.startswith(_MAKERS)
        self.uses_engine |= is_of_engine
        if is_of_engine or library.startswith("sqlite3."):
            name = function.summary.name
            self.writes |= name in _WRITING or (is_of_engine and name in _MANAGERS)


def _engines(module: ModuleFacts) -> Iterator[_Engine]:
    """The engines that *module* makes."""
    for scope in module.terms.root.walk():
        for call in scope.of_type(ast.Call):
            if last_name(call.func) == _MAKER and _is_maker(call.func, scope, module):
                address = [text for text in _address(call, scope, module) if _is_sqlite(text)]
                home = (
                    scope.parent.identity if scope.parent and scope.parent.kind == "class" else ""
                )
                waits = any(_TIME in text for text in (*_texts([call]), *address))
                is_in_memory = bool(address) and all(map(_is_of_memory, address))
                pool = _pool(call)
                yield _Engine(
                    is_in_memory and pool == "",
                    is_one_connection=pool in _OF_ONE or (is_in_memory and pool == _GIVEN),
                    is_written_alone=bool(address) and not waits,
                    home=home,
                )


def _is_maker(func: ast.expr, scope: Scope, module: ModuleFacts) -> bool:
    term: Term | None = module.terms.reduce(func, scope)
    while term is not None and term[0] in ("attr", "global"):
        term = module.global_term(term[1]) if term[0] == "global" else term[1]
    return term is not None and len(term) > 1 and str(term[1]).startswith(_MAKERS)


def _is_sqlite(text: str) -> bool:
    return text.partition(":")[0].partition("+")[0] == _ADDRESS


def _pool(call: ast.Call) -> str:
    """The pool that *call* chooses: the name of a class, _GIVEN if nobody sees it, '' for the usual one."""
    for keyword in call.keywords:
        if keyword.arg in ("poolclass", "pool", "creator", None):
            return (keyword.arg == "poolclass" and last_name(keyword.value)) or _GIVEN
    return ""


def _is_of_memory(text: str) -> bool:
    _, separator, rest = text.partition("://")
    place = rest.lstrip("/")
    # ``URL.create("sqlite", database=path)`` is no address yet.
    is_nameless = bool(separator) and not place
    return (is_nameless or place.startswith(_MEMORY)) and _SHARED not in text


def _address(call: ast.Call, scope: Scope, module: ModuleFacts) -> Iterator[str]:
    """The texts that may be the beginning of the address that *call* is given."""
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "url")]
    for expr in given:
        yield from _followed(expr, scope, module, 3)


def _followed(expr: ast.expr, scope: Scope, module: ModuleFacts, steps: int) -> Iterator[str]:
    """The texts in *expr*, and in what its names are given in the function or the module."""
    match expr:
        case ast.JoinedStr(values=[ast.Constant(value=str(first)), *rest]):
            yield first + ("?" if rest else "")
            return
        case ast.BinOp(left=ast.Constant(value=str(first)), op=ast.Add(), right=rest):
            # What is added names a file, unless it is known to be none.
            places = [text for text in _followed(rest, scope, module, steps) if text == _MEMORY]
            yield first + (places[0] if places else "?")
            return
    for node in ast.walk(expr):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and steps:
            for given, around in _given(node.id, scope, module):
                yield from _followed(given, around, module, steps - 1)


def _given(name: str, scope: Scope, module: ModuleFacts) -> Iterator[tuple[ast.expr, Scope]]:
    """What the variable *name*, or a parameter left out, is given, with the scope that says so."""
    around: Scope | None = scope
    while around is not None:
        for binding in module.terms.table(around).by_name.get(name, ()):
            given = binding.value
            if binding.kind == "param" and isinstance(around.node, FUNCTION_TYPES):
                defaults = ((arg.arg, default) for arg, default in defaults_of(around.node.args))
                given = next((default for arg, default in defaults if arg == name), None)
            if isinstance(given, ast.expr):
                yield given, around
        around = around.parent


def _texts(exprs: Iterable[ast.expr]) -> set[str]:
    """The texts in *exprs*."""
    return {
        str(node.value)
        for expr in exprs
        for node in ast.walk(expr)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
