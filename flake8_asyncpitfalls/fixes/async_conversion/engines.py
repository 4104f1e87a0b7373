"""The engine that sessions are made with, where others need it too: it stays, with a new one beside it.

Tables are made with an engine, migrations compare with it, reports connect by it: all that goes on as it
did, and sessions get an asynchronous engine of their own, made with the same arguments. Where nothing else
has the engine, or it cannot be told which one it is, a person changes it where it is made.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.edit import InsertLines, ReplaceExpression
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, Instance, name_of
from flake8_asyncpitfalls.semantics.source.node_fields import last_name
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel

ENGINES = ("sqlalchemy.create_engine", "sqlalchemy.engine_from_config")
OF_TABLES = frozenset({"create_all", "drop_all"})
"""What an engine makes or drops tables with, which is told as a step where it is to be another one."""
_ENGINE, _TWIN = "sqlalchemy.Engine", "sqlalchemy.ext.asyncio.create_async_engine"
_IN_MEMORY = ("sqlite://", "sqlite:///:memory:")
_DRIVER = "an asynchronous driver in the URL (aiosqlite, asyncpg)"


def is_engine(value: Value) -> bool:
    """Whether *value* is an engine of SQLAlchemy."""
    return isinstance(value, Instance) and name_of(ClassValue(value.summary)) == _ENGINE


class _Made(NamedTuple):
    """An engine made in the file *path*: *span* is that of the statement, *target* what it is put into."""

    path: str
    place: str
    span: Span
    target: str
    arguments: str
    module: str


class _Creation(NamedTuple):
    """The *call* of *twin* that makes a session, or what makes sessions, once it is asynchronous."""

    path: str
    call: Span
    twin: str
    arguments: Sequence[str]
    engine: tuple[int, str, str] | None
    """The number of the argument that is the engine, what stands before it there, and how it is named."""


@dataclass(slots=True)
class Engines:
    """What is seen of engines in a project, by their names. *others*: what else has one needs it."""

    made: list[_Made] = field(default_factory=list)
    creations: list[_Creation] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    given: set[tuple[str, Span]] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def note_made(self, model: SemanticModel, call: ast.Call, path: str, place: str) -> None:
        """Note the *call* that makes an engine."""
        stmt = model.parent(call)
        targets = stmt.targets if isinstance(stmt, ast.Assign) else []
        target = targets[0] if len(targets) == 1 else None
        first = call.args[0] if call.args else None
        text = first.value if isinstance(first, ast.Constant) else ""
        is_global = model.scope_of(call).kind == "module"
        is_kept = isinstance(target, ast.Attribute) or (isinstance(target, ast.Name) and is_global)
        is_shared = text not in _IN_MEMORY and ":memory:" not in str(text)
        if is_kept and is_shared and target is not None and isinstance(stmt, ast.Assign):
            code = model.source.code_of(call).removeprefix(model.source.code_of(call.func))
            if "#" in code:  # What is said of the arguments need not be said twice.
                texts = [model.source.code_of(arg) for arg in call.args]
                texts += [_keyword(model, keyword) for keyword in call.keywords]
                code = f"({', '.join(texts)})"
            name = model.source.code_of(target)
            self.made.append(
                _Made(path, place, Span.of(stmt), name, code, model.module.name.dotted)
            )
            self.words.add(last_name(target))

    def note_creation(
        self, model: SemanticModel, call: ast.Call, path: str, twin: str, arguments: Sequence[str]
    ) -> None:
        """Note the *call* that makes sessions, with the code of its *arguments* as they will be."""
        engine = None
        every = [("", arg) for arg in call.args]
        every += [
            (f"{keyword.arg}=", keyword.value)
            for keyword in call.keywords
            if keyword.arg != "class_"
        ]
        for number, (before, expr) in enumerate(every):
            if isinstance(expr, (ast.Name, ast.Attribute)) and is_engine(model.value_of(expr)):
                self.given.add((path, Span.of(expr)))
                engine = number, before, _how(model, expr)
        self.creations.append(_Creation(path, Span.of(call), twin, arguments, engine))

    def note_use(self, model: SemanticModel, expr: ast.Name | ast.Attribute, path: str) -> None:
        """Note what else is done with an engine; to make its tables asks for no other one."""
        if not isinstance(expr.ctx, ast.Load) or last_name(expr) not in self.words:
            return
        user = model.parent(expr)
        user = model.parent(user) if isinstance(user, ast.keyword) else user
        name = user.attr if isinstance(user, ast.Attribute) else ""
        if isinstance(user, ast.Call) and expr is not user.func:
            name = last_name(user.func)
        if name not in OF_TABLES and name != "dispose" and (path, Span.of(expr)) not in self.given:
            if is_engine(model.value_of(expr)):
                self.others.add(last_name(expr))

    def _beside(self) -> dict[str, _Made]:
        """The engines that stay as they are, with an asynchronous one after each; by their names."""
        found: dict[str, _Made] = {}
        for name in self.others:
            made = [one for one in self.made if one.target.rpartition(".")[2] == name]
            given = [
                (creation.path, creation.engine[2])
                for creation in self.creations
                if creation.engine is not None and self._engine_of(creation) == name
            ]
            is_clear = len(made) == 1 and all(
                how == "import" or (how == "here" and path == made[0].path) for path, how in given
            )
            if is_clear and given:
                found[name] = made[0]
        return found

    @staticmethod
    def _engine_of(creation: _Creation) -> str:
        if creation.engine is None:
            return ""
        number, before, _ = creation.engine
        return creation.arguments[number].removeprefix(before).rpartition(".")[2]

    def edits(self) -> list[tuple[str, Edit]]:
        """What makes the sessions asynchronous where they are made, and the engines; by file."""
        found: list[tuple[str, Edit]] = []
        beside = self._beside()
        for creation in self.creations:
            arguments, names = list(creation.arguments), [creation.twin]
            made = beside.get(self._engine_of(creation))
            if made is not None and creation.engine is not None:
                number, before, how = creation.engine
                code = _named_beside(arguments[number].removeprefix(before))
                if how == "import":
                    names.append(f"{made.module}.{code}")
                    code = "⟦1⟧"
                arguments[number] = before + code
            code = f"⟦0⟧({', '.join(arguments)})"
            found.append((creation.path, ReplaceExpression(creation.call, code, tuple(names))))
        for made in beside.values():
            code = f"{_named_beside(made.target)} = ⟦0⟧{made.arguments}"
            found.append((made.path, InsertLines(made.span, code, (_TWIN,), after=True)))
        return found

    def shared(self) -> str:
        """Where sessions of both kinds would have one engine, of which nobody can tell how it is made."""
        beside = self._beside()
        for creation in self.creations:
            name = self._engine_of(creation)
            if name in self.others and name not in beside:
                return (
                    f"{name!r} is an engine for others too ({creation.path}:{creation.call.line})"
                )
        return ""

    def steps(self) -> list[tuple[str, str]]:
        """What is left to a person where an engine stands beside another, by file."""
        return [
            (made.path, f"{made.place}: {_named_beside(made.target)} needs {_DRIVER}")
            for made in self._beside().values()
        ]


def _keyword(model: SemanticModel, keyword: ast.keyword) -> str:
    value = model.source.code_of(keyword.value)
    return f"{keyword.arg}={value}" if keyword.arg else f"**{value}"


def _how(model: SemanticModel, expr: ast.Name | ast.Attribute) -> str:
    """How *expr* names an engine: ``here``, ``import`` from another module, ``?`` for nobody knows."""
    if isinstance(expr, ast.Attribute):
        return "here"
    root = model.terms.root
    bindings = model.terms.table(root).by_name.get(expr.id, ())
    if len(bindings) != 1 or model.uses.owner(expr.id, model.scope_of(expr)) is not root:
        return "?"
    return {"from": "import", "assign": "here", "annotated": "here"}.get(bindings[0].kind, "?")


def _named_beside(code: str) -> str:
    """What the engine is called that stands beside the one that *code* names."""
    before, dot, name = code.rpartition(".")
    bare = name.lstrip("_")
    return f"{before}{dot}{name[: len(name) - len(bare)]}async_{bare}"
