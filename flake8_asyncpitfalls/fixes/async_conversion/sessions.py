"""Sessions of SQLAlchemy in a whole project, made asynchronous at once.

Every mention of the session's class becomes that of its twin, every factory makes the twin, and
what is called on a session is awaited where the twin's method is a coroutine function. The functions
that hold such calls, and all their callers, become ``async def``. One use that the twin does not
have, or that nobody can follow, and nothing changes. The engine, its URL and relationships that
are loaded when they are read cannot be rewritten by looking at the code: they are told as steps.
"""

from __future__ import annotations

import ast
import os
import re
from typing import TYPE_CHECKING, TypeVar

from flake8_asyncpitfalls.analyses.conversion.queries import QueryError, as_statements
from flake8_asyncpitfalls.analyses.conversion.rewriting import is_plain_data
from flake8_asyncpitfalls.analyses.conversion.session_generators import (
    generator_begun,
    maker_in,
)
from flake8_asyncpitfalls.analyses.conversion.side_by_side import shared_by_tasks
from flake8_asyncpitfalls.edit import AddAwait, MakeAsync, ReplaceExpression, ReplaceName
from flake8_asyncpitfalls.fixes.async_conversion.conversion import Conversion, FileConversion
from flake8_asyncpitfalls.fixes.async_conversion.engines import (
    ENGINES,
    OF_TABLES,
    Engines,
    is_engine,
)
from flake8_asyncpitfalls.fixes.async_conversion.units import Units
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    Unknown,
    UnresolvedName,
    Value,
    name_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import arguments_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
    from flake8_asyncpitfalls.fixes.async_conversion.ties import Ties, Unit
    from flake8_asyncpitfalls.semantics.model import SemanticModel

NodeT = TypeVar("NodeT", bound=ast.AST)
_SESSION = "sqlalchemy.orm.Session"
TWINS = {
    _SESSION: "sqlalchemy.ext.asyncio.AsyncSession",
    "sqlmodel.Session": "sqlmodel.ext.asyncio.session.AsyncSession",
}
"""The classes of sessions, each with the asynchronous one."""
_QUERY = "sqlalchemy.orm.Query"
_SCOPED = "sqlalchemy.orm.scoped_session"
_FACTORY = "sqlalchemy.orm.sessionmaker"
_TWIN_FACTORY = "sqlalchemy.ext.asyncio.async_sessionmaker"
_BEGUN = "sqlalchemy.orm._SessionBegin"
_TRANSACTION = "sqlalchemy.orm.SessionTransaction"
_KEPT = "expire_on_commit"
_WORDS = re.compile(
    rb"\bSession\b|\bsessionmaker\b|\bscoped_session\b|create_engine|\brelationship\b|_all\("
    rb"|\.(?:execute|scalars?|query|commit|rollback|flush|refresh|merge|begin)\b"
)
_JOINED = re.compile(rb"\blazy\s*=\s*(?:[\"']joined[\"']|False)")
"""Where a class says that objects are loaded along with others by a join."""
_LOADED = ("joined", "selectin", "subquery", "immediate", "noload", "raise", "write_only", False)
_TELLING = frozenset({"commit", "execute", "flush", "query", "refresh", "rollback", "scalars"})
"""Methods that nobody but a session or connection is likely to have: an unknown object may be one."""


def calls_session(model: SemanticModel, line: int) -> bool:
    """Whether a call on the 1-based *line* of the file is one of a method of a session or its query."""
    return any(
        call.lineno <= line <= (call.end_lineno or line) and _is_session_call(model, call)
        for scope in model.scopes
        for call in scope.of_type(ast.Call)
    )


def is_session(value: Value) -> bool:
    """Whether *value* is a session that has an asynchronous twin."""
    return isinstance(value, Instance) and name_of(ClassValue(value.summary)) in TWINS


def _is_session_call(model: SemanticModel, call: ast.Call) -> bool:
    callee = model.value_of(call.func)
    if not isinstance(callee, FunctionValue):
        return False
    owner = (callee.summary.class_identity or "").partition(":")[0]
    return f"{callee.summary.module.name.dotted}.{owner}" in (*TWINS, _QUERY, _SCOPED)


def convert(
    callers: Callers, paths: Iterable[str], ties: Ties | None = None, kept: Collection[Unit] = ()
) -> Conversion:
    """How to make all sessions in *paths* asynchronous; raises RefusedError where that fails.

    *ties* takes up what hangs together, and what is refused, which is raised no more then. Nothing
    changes in the units *kept*.
    """
    conversion, engines, every = Conversion(ties=ties, kept=kept), Engines(), list(paths)
    paths = [path for path in every if _WORDS.search(callers.read(path))]
    is_unique = any(_JOINED.search(callers.read(path)) for path in paths)
    for path in paths:
        model = callers.model(path)
        if model is not None:
            _File(callers, conversion, path, model, is_unique, engines).look()
            if ties is not None:
                ties.look(model, path, is_session)
            callers.let_go(model)
    _look_for_engines(callers, every, engines)
    if kept and (shared := engines.shared()):
        raise RefusedError(f"the sessions must stay synchronous: {shared}")
    for path, edit in engines.edits():
        conversion.edits.setdefault(path, []).append(edit)
    steps = engines.steps()
    if steps:
        # What an engine does goes on as it did.
        conversion.todo, conversion.tables = {}, {}
    for path, step in steps:
        conversion.todo.setdefault(path, []).append(step)
    if ties is None:
        conversion.check()
    return conversion


def _look_for_engines(callers: Callers, paths: Iterable[str], engines: Engines) -> None:
    """Note what else is done with engines in *paths*, once it is known which there are."""
    words = b"|".join(re.escape(word.encode()) for word in sorted(engines.words))
    pattern = re.compile(rb"\b(?:%s)\b" % words)
    for path in paths if words else ():
        model = callers.model(path) if pattern.search(callers.read(path)) else None
        if model is None:
            continue
        for scope in model.scopes:
            for name in scope.of_type(ast.Name):
                engines.note_use(model, name, path)
            for attribute in scope.of_type(ast.Attribute):
                engines.note_use(model, attribute, path)
        callers.let_go(model)


class _File(FileConversion):
    """The sessions of one file."""

    objects = "sessions"

    def __init__(
        self, callers: Callers, conversion: Conversion, path: str, model: SemanticModel,
        is_unique: bool, engines: Engines,
    ) -> None:  # fmt: skip
        super().__init__(callers, conversion, path, model)
        self._is_unique, self._engines = is_unique, engines
        self._units = Units(model.source.data) if conversion.kept else Units(b"")
        self._taken: set[ast.AST] = set()

    def look(self) -> None:
        """Add what changes in the file; raises RefusedError."""
        for scope in self._model.scopes:
            for call in scope.of_type(ast.Call):
                self._try(self._creation, call)
                is_own = isinstance(self._model.value_of(call.func), FunctionValue)
                if not is_own and not self._is_kept(call):
                    self._made(call, scope)
        for scope in self._model.scopes:
            for name in scope.of_type(ast.Name):
                self._try(self._mention, name)
            for attribute in scope.of_type(ast.Attribute):
                self._try(self._mention, attribute)
                self._try(self._member, attribute)
            for stmt in scope.of_type(ast.With):
                self._try(self._with, stmt)
            for call in scope.of_type(ast.Call):
                for change in (self._given, self._begun, self._in_tasks):
                    self._try(change, call)

    def _try(self, change: Callable[[NodeT], None], node: NodeT) -> None:
        """Let *change* see *node*; what it refuses is told with all others."""
        if self._is_kept(node):
            return
        try:
            change(node)
        except RefusedError as refusal:
            self._conversion.refuse(self._path, node, self._place(node), str(refusal))

    def _is_kept(self, node: ast.AST) -> bool:
        kept, line = self._conversion.kept, getattr(node, "lineno", 0)
        return bool(kept) and (self._path, self._units.at(line)) in kept

    def _in_tasks(self, call: ast.Call) -> None:
        shared = shared_by_tasks(self._model, call, self._is_changing)
        if shared is not None:
            text = f"tasks would use the session of {unparsed(shared)} at the same time"
            raise self._refuse(call, text)

    def _creation(self, call: ast.Call) -> None:
        """``sessionmaker(engine)`` and ``Session(engine)``: what they keep is loaded once."""
        made = self._model.value_of(call.func)
        name = name_of(made)
        if name in ENGINES:
            self._engines.note_made(self._model, call, self._path, self._place(call))
            driver = "an asynchronous driver in the URL (aiosqlite, asyncpg)"
            self._tell(call, f"create_async_engine, with {driver}")
        elif name == "sqlalchemy.orm.relationship" and not _is_loaded_along(call):
            self._conversion.relationships.setdefault(self._path, []).append(self._place(call))
        elif isinstance(made, ClassValue) and name in (*TWINS, _FACTORY):
            twin = TWINS.get(name, _TWIN_FACTORY)
            if any(k.arg == "class_" and not self._is_plain(k.value) for k in call.keywords):
                raise self._refuse(call, "the factory makes sessions of another class")
            kept = [self._code(arg) for arg in call.args]
            kept += [self._keyword(k) for k in call.keywords if k.arg != "class_"]
            if all(keyword.arg != _KEPT for keyword in call.keywords):
                kept.append(f"{_KEPT}=False")
            self._taken.update(ast.walk(call.func))
            self._engines.note_creation(self._model, call, self._path, twin, kept)
            if self._conversion.ties is not None:
                self._conversion.ties.note_change(self._path, call.lineno)

    def _tell(self, node: ast.AST, step: str) -> None:
        self._conversion.todo.setdefault(self._path, []).append(f"{self._place(node)}: {step}")

    def _is_plain(self, expr: ast.expr) -> bool:
        return name_of(self._model.value_of(expr)) == _SESSION

    def _keyword(self, keyword: ast.keyword) -> str:
        value = self._code(keyword.value)
        return f"{keyword.arg}={value}" if keyword.arg else f"**{value}"

    def _mention(self, expr: ast.Name | ast.Attribute) -> None:
        value = self._model.value_of(expr) if expr not in self._taken else None
        if not isinstance(value, ClassValue) or not isinstance(expr.ctx, ast.Load):
            return
        name = name_of(value)
        if name == _SCOPED:
            raise self._refuse(expr, "a scoped_session is one a thread")
        twin = {**TWINS, _FACTORY: _TWIN_FACTORY}.get(name)
        if twin:
            if isinstance(self._model.parent(expr), ast.ClassDef):
                raise self._refuse(expr, "a class derives from it")
            self._edit(ReplaceName(Span.of(expr), twin))

    def _member(self, attribute: ast.Attribute) -> None:
        """``session.execute``, and what the twin has in its place."""
        model, call = self._model, self._model.parent(attribute)
        owner = model.value_of(attribute.value)
        if not self._is(owner, *TWINS):
            if is_engine(owner) and attribute.attr in ("begin", "connect"):
                self._tell(attribute, f"'async with {unparsed(attribute)}() as connection'")
            is_called = isinstance(call, ast.Call) and call.func is attribute
            is_unknown = self._may_be_any(attribute.value) and not self._is_awaited(call)
            if is_unknown and is_called and attribute.attr in _TELLING:
                raise self._refuse(attribute, "nobody knows what the object there is")
            return
        assert isinstance(owner, Instance)
        twin_class = self._instance(TWINS[name_of(ClassValue(owner.summary))])
        twin = model.types.members.get(twin_class, attribute.attr)
        if not isinstance(call, ast.Call) or call.func is not attribute:
            if not is_plain_data(model.types.members, attribute, owner, twin_class):
                raise self._refuse(attribute, f"{attribute.attr} is more than called")
        elif attribute.attr == "query":
            self._query(attribute)
        elif not isinstance(twin, FunctionValue):
            raise self._refuse(attribute, f"an AsyncSession has no {attribute.attr}")
        elif attribute.attr in ("begin", "begin_nested"):
            if not isinstance(model.parent(call), ast.withitem):
                raise self._refuse(attribute, "a transaction is not entered at once")
        else:
            self._call(call, twin)

    def _call(self, call: ast.Call, twin: FunctionValue) -> None:
        types = self._model.types
        old = self._model.value_of(call)
        new = types.calls.plain_result(twin)
        if isinstance(new, Coroutine):
            new = new.result
            self._await(call)
            self._edit(AddAwait(Span.of(call)))
        if isinstance(old, Instance) and old != new:
            raise self._refuse(call, "the object that it gives is another one")

    def _may_be_any(self, expr: ast.expr) -> bool:
        """Whether *expr* may be a session for all that is known: not even what library it is of."""
        value, term = self._model.value_of(expr), self._model.term_of(expr)
        if isinstance(value, Unknown) and term is not UNKNOWN and term[0] in ("enter", "iter"):
            value = self._model.types.evaluate(term[1], self._model.types.frame(self._model.module))
        if isinstance(value, UnresolvedName):
            return value.qualified_name.startswith("builtins.")
        return isinstance(value, Unknown)

    def _query(self, attribute: ast.Attribute) -> None:
        try:
            statements = as_statements(self._model, attribute, is_unique=self._is_unique)
        except QueryError as error:
            text = f"the query cannot be written as a select, {error}"
            raise self._refuse(attribute, text) from error
        for statement in statements:
            for node in statement.awaited:
                self._await(node)
            span = Span.of(statement.whole)
            self._edit(ReplaceExpression(span, statement.code, statement.names))

    def _with(self, stmt: ast.With) -> None:
        values = [self._model.value_of(item.context_expr) for item in stmt.items]
        changing = [self._is(value, *TWINS, _BEGUN, _TRANSACTION) for value in values]
        if not any(changing):
            return
        if not all(changing):
            raise self._refuse(stmt, "the block has another manager too")
        self._await(stmt)
        self._edit(MakeAsync(Span.of(stmt)))

    def _given(self, call: ast.Call) -> None:
        """A session as argument of what is not the project's; an engine that makes tables."""
        if isinstance(call.func, ast.Attribute) and call.func.attr in OF_TABLES:
            step = f"{self._place(call)}: 'await connection.run_sync({unparsed(call.func)})'"
            self._conversion.tables.setdefault(self._path, []).append(step)
        arguments = arguments_of(call)
        if any(self._is(self._model.value_of(arg), *TWINS) for arg in arguments):
            self._note_taker(call)
            callee = self._model.value_of(call.func)
            if isinstance(callee, Unknown | UnresolvedName):
                name = unparsed(call.func)
                raise self._refuse(call, f"{name} takes one, which nobody knows")

    def _begun(self, call: ast.Call) -> None:
        """``next(get_db())``, which what makes the session takes the place of."""
        generator = generator_begun(self._model, call)
        if generator is None or not self._is_changing(self._model.value_of(call)):
            return
        model = self._callers.model(os.path.abspath(generator.module.path))
        maker = ""
        for scope in () if model is None else model.scopes:
            if model is not None and scope.identity == generator.identity:
                maker = maker_in(model, scope)
        if model is not None and model is not self._model:
            model.release()
        if not maker:
            raise self._refuse(call, f"what {generator.name!r} does after the first value is lost")
        code, names = "⟦0⟧()", [maker]
        if generator.module is self._model.module:
            name = maker.rpartition(".")[2]
            if (
                self._model.uses.owner(name, self._model.scope_of(call))
                is not self._model.terms.root
            ):
                raise self._refuse(call, f"{name} means something else here")
            code, names = f"{name}()", []
        self._edit(ReplaceExpression(Span.of(call), code, tuple(names)))
        self._callers.replaced.add((self._path, Span.of(call.args[0])))

    def _is_changing(self, value: Value) -> bool:
        return self._is(value, *TWINS)

    def _is(self, value: Value, *names: str) -> bool:
        return isinstance(value, Instance) and name_of(ClassValue(value.summary)) in names

    def _is_awaited(self, call: ast.AST | None) -> bool:
        return call is not None and self._model.is_awaited(call)

    def _instance(self, name: str) -> Value:
        value = self._model.types.resolve(name)
        return Instance(value.summary) if isinstance(value, ClassValue) else value


def _is_loaded_along(relationship: ast.Call) -> bool:
    """Whether nothing is loaded when the *relationship* is read: the query has brought it, or it must not."""
    return any(
        keyword.arg == "lazy" and getattr(keyword.value, "value", None) in _LOADED
        for keyword in relationship.keywords
    )
