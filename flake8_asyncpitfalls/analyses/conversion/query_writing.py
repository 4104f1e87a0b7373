"""Writes the statements that take the place of a query's chains of calls."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.query_chains import (
    CLAUSES,
    PARTS,
    Chain,
    QueryError,
    chain_of,
    gives_objects,
    is_class,
    is_session_query,
    name_of_clause,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_JOINING = frozenset({"join", "outerjoin", "select_from", "with_entities"})
_CONDITIONS = frozenset({"filter", "filter_by", "where"})
_JOINED = re.compile(r"\b(?:joinedload|contains_eager)\b")
_RESULTS = {
    "all": "all", "first": "first", "one": "one", "one_or_none": "one_or_none",
    "scalar": "scalar_one_or_none",
}  # fmt: skip
"""What runs a query, and what gives the same of a result."""
_OF_ALL = frozenset({"avg", "count", "max", "min", "sum"})
"""Functions of SQL that make one value of all rows."""
_CHANGES = {"delete": ("sqlalchemy.delete", 0), "update": ("sqlalchemy.update", 1)}
_SYNCHRONIZED = "synchronize_session"
_SELECT, _FUNC = "sqlalchemy.select", "sqlalchemy.func"
_TURNED = {"with_entities", "add_columns"}
_ON_LINES = re.compile(r"\n([ \t]*)\.")
_CONTINUED = re.compile(r"[ \t]*\\(?=\n)")
_TEXTS = re.compile("\"{3}|'{3}")
_STEP = 4
_NUMBER = re.compile("⟦([0-9]+)⟧")


@dataclass(frozen=True, slots=True)
class Statement:
    """The expression *whole* becomes *code*; ``⟦0⟧`` … in it stand for *names*.

    *awaited* are the expressions in whose place something is awaited.
    """

    whole: ast.expr
    code: str
    names: tuple[str, ...]
    awaited: tuple[ast.expr, ...] = ()


class Writing:
    """Writes what becomes of the query *query*, and of what variables keep of it.

    *known* are the clauses that such variables bring along. *is_unique*: objects may come several times.
    """

    def __init__(
        self, model: SemanticModel, query: ast.Call, known: Sequence[ast.Call], *, is_unique: bool
    ) -> None:
        assert isinstance(query.func, ast.Attribute)
        self._model, self._query, self._known = model, query, known
        self._session = model.source.code_of(query.func.value)
        self._is_unique = is_unique
        self._names: list[str] = []
        self._awaited: list[ast.expr] = []
        if query.keywords or any(name_of_clause(clause) in _TURNED for clause in known):
            raise QueryError("what it asks for is told elsewhere")

    def made(self, chain: Chain) -> Statement | None:
        """What a variable keeps in the place of *chain*; None where that is written as it was."""
        is_first = chain.start is self._query
        if any(CLAUSES[name_of_clause(one)] != name_of_clause(one) for one in chain.clauses):
            raise QueryError("what it asks for is told elsewhere")
        if not is_first:
            return None
        return self._statement(chain.start, f"{self._name(_SELECT)}({self._entities()})")

    def done(self, chain: Chain) -> Statement | None:
        """What becomes of *chain*, which runs the query, or is a part; None where it stays as it is."""
        begun = None if chain.start is self._query else self._model.source.code_of(chain.start)
        if chain.is_part:
            if begun is not None and chain.use is chain.end and not chain.clauses:
                return None
            return self._part(chain, self._text(chain, begun))
        if chain.use is chain.end:
            code = self._run(chain, self._text(chain, begun))
            return self._statement(chain.end, code, chain.end)
        assert isinstance(chain.use, ast.Call)
        if isinstance(chain.use.func, ast.Name):
            code = f"{_primary(self._run(chain, self._text(chain, begun)))}.all()"
            return self._statement(chain.use, code, chain.use)
        return self._ended(chain, chain.use, begun)

    def _part(self, chain: Chain, text: str) -> Statement:
        if chain.use is chain.end:
            return self._statement(chain.end, text)
        assert isinstance(chain.use, ast.Call)
        end = PARTS[name_of_clause(chain.use)]
        return self._statement(chain.use, f"{text}.{end}({self._arguments(chain.use)})")

    def _ended(self, chain: Chain, last: ast.Call, begun: str | None) -> Statement:
        end, is_plain = name_of_clause(last), not last.args and not last.keywords
        if end in _RESULTS and is_plain:
            return self._statement(last, self._result(chain, end, begun), last)
        if end == "count" and is_plain:
            return self._statement(last, self._count(chain, begun), last)
        if (
            end == "get"
            and not chain.clauses
            and self._is_of_objects(chain)
            and len(last.args) == 1
        ):
            key = self._arguments(last)
            return self._statement(
                last, f"await {self._session}.get({self._entities()}, {key})", last
            )
        if end in _CHANGES and begun is None:
            return self._changed(chain, last)
        raise QueryError(f"nothing in its place does what {end} does")

    def _result(self, chain: Chain, end: str, begun: str | None) -> str:
        is_limited = end == "first" and all(
            name_of_clause(one) != "limit" for one in self._all(chain)
        )
        text = _with(self._text(chain, begun), ".limit(1)" if is_limited else "")
        is_one = end == "first" and self._is_of_objects(chain) and not self._is_joined(chain)
        if is_one or (end == "scalar" and self._gives_one_row(chain)):
            return self._awaited_call("scalar", text)
        return f"{_primary(self._run(chain, text, end))}.{_RESULTS[end]}()"

    def _gives_one_row(self, chain: Chain) -> bool:
        """Whether it is certain that the query gives one row: the result of a function."""
        clauses = {name_of_clause(clause) for clause in self._all(chain)}
        entity = self._asked_for(chain)[0]
        if not isinstance(entity, ast.Call) or not isinstance(entity.func, ast.Attribute):
            return False
        if clauses & {"group_by", "with_entities", "having", "limit", "offset"}:
            return False
        is_of_all = self._model.name_of(entity.func.value) == _FUNC and entity.func.attr in _OF_ALL
        return is_of_all or name_of_clause(entity) == "exists"

    def _run(self, chain: Chain, text: str, end: str = "") -> str:
        """What gives the objects, or the rows, of the statement *text*."""
        is_of_objects = self._is_of_objects(chain)
        execute = "scalars" if is_of_objects and end != "scalar" else "execute"
        run = self._awaited_call(execute, text)
        return f"({run}).unique()" if is_of_objects and self._is_joined(chain) else run

    def _is_of_objects(self, chain: Chain) -> bool:
        if any(name_of_clause(one) == "add_columns" for one in chain.clauses):
            return False
        self._check_order(chain)
        found = gives_objects(self._model, self._asked_for(chain))
        if found is None:
            entity = ", ".join(map(unparsed, self._asked_for(chain)))
            raise QueryError(f"nobody knows whether {entity} is a class, which type[...] would say")
        return found

    def _check_order(self, chain: Chain) -> None:
        """A query for distinct rows asks for what they are ordered by too, and a select does not."""
        clauses = self._all(chain)
        if all(name_of_clause(one) != "distinct" or one.args for one in clauses):
            return
        if not _JOINING.intersection(map(name_of_clause, clauses)) and len(self._query.args) == 1:
            return
        code = self._model.source.code_of
        own = [code(entity) for entity in self._asked_for(chain)]
        for clause in clauses:
            for arg in clause.args if name_of_clause(clause) == "order_by" else ():
                words = [code(n) for n in ast.walk(arg) if isinstance(n, (ast.Name, ast.Attribute))]
                if not set(own) & set(words):
                    raise QueryError("its distinct rows are ordered by what they do not have")

    def _asked_for(self, chain: Chain) -> Sequence[ast.expr]:
        turned = [one for one in chain.clauses if name_of_clause(one) == "with_entities"]
        return turned[-1].args if turned else self._query.args

    def _all(self, chain: Chain) -> list[ast.Call]:
        return [*self._known, *chain.clauses]

    def _is_joined(self, chain: Chain) -> bool:
        """Whether a join may give an object several times, with what is loaded along."""
        code = self._model.source.code_of
        options = [one for one in self._all(chain) if name_of_clause(one) == "options"]
        told = (code(arg) for one in options for arg in one.args)
        return self._is_unique or any(map(_JOINED.search, told))

    def _count(self, chain: Chain, begun: str | None) -> str:
        select, func = self._name(_SELECT), self._name(_FUNC)
        is_plain = begun is None and all(
            name_of_clause(one) in _CONDITIONS for one in chain.clauses
        )
        first, *more = self._query.args
        if is_plain and not more and is_class(self._model, first):
            rows, clauses = self._entities(), self._clauses(chain)
        else:
            rows, clauses = f"{self._text(chain, begun)}.subquery()", ""
        text = f"{select}({func}.count()).select_from({rows}){clauses}"
        return self._awaited_call("scalar", text)

    def _awaited_call(self, method: str, text: str) -> str:
        """What executes the statement *text*, which may stand on lines of its own."""
        found = _ON_LINES.search(text)
        if found is not None:
            text = _CONTINUED.sub("", text)
            text = f"\n{found[1]}{text}\n{found[1][:-_STEP]}"
        return f"await {self._session}.{method}({text})"

    def _changed(self, chain: Chain, last: ast.Call) -> Statement:
        """``delete`` and ``update`` of what the clauses select; the number of rows where it is read."""
        name, count = _CHANGES[name_of_clause(last)]
        options = {keyword.arg: keyword.value for keyword in last.keywords}
        is_known = len(last.args) == count and options.keys() <= {_SYNCHRONIZED}
        if not is_known or any(name_of_clause(one) not in _CONDITIONS for one in chain.clauses):
            raise QueryError("more than conditions say what it changes")
        text = f"{self._name(name)}({self._entities()}){self._clauses(chain)}"
        text = _with(text, f".values({self._code(last.args[0])})" if count else "")
        if options:
            value = self._code(options[_SYNCHRONIZED])
            text = _with(text, f".execution_options({_SYNCHRONIZED}={value})")
        run = self._awaited_call("execute", text)
        is_dropped = isinstance(self._model.parent(last), ast.Expr)
        return self._statement(last, run if is_dropped else f"({run}).rowcount", last)

    def _text(self, chain: Chain, begun: str | None) -> str:
        """The statement that *chain* is, with its clauses."""
        if begun is None:
            begun = f"{self._name(_SELECT)}({self._entities()})"
        return f"{begun}{self._clauses(chain)}"

    def _clauses(self, chain: Chain) -> str:
        as_written = self._lines_of(chain)
        if as_written is not None:
            return as_written
        return "".join(
            f".{CLAUSES[name_of_clause(one)]}({self._arguments(one)})" for one in chain.clauses
        )

    def _lines_of(self, chain: Chain) -> str | None:
        """The clauses as they are written, comments and all; None where something in them changes."""
        if any(CLAUSES[name_of_clause(one)] != name_of_clause(one) for one in chain.clauses):
            return None
        use = chain.use
        is_run = isinstance(use, ast.Call) and getattr(use.func, "value", None) is chain.end
        whole = use if is_run and use is not None else chain.end
        if chain.start.lineno == whole.end_lineno or _place(chain.start) != _place(whole):
            return None
        start, end, code = map(self._model.source.code_of, (chain.start, chain.end, whole))
        after = code[len(end) :].partition(f".{name_of_clause(use)}")[0] if whole is use else ""  # type: ignore[arg-type]
        text = self._code(chain.end, chain.start)[len(start) :] + after.rstrip(" \t\n\\")
        found = _ON_LINES.search(text)
        if found is None:
            return None if "#" in after else text
        if self._indent_at(chain.start) == len(found[1]) and not _TEXTS.search(text):
            text = text.replace("\n", "\n" + " " * _STEP)
        return text

    def _indent_at(self, node: ast.expr) -> int:
        """How many spaces the line begins with on which *node* stands, the first of it."""
        stmt = self._model.statement_of(node)
        return (stmt if stmt.lineno == node.lineno else node).col_offset

    def _entities(self) -> str:
        return ", ".join(map(self._code, self._query.args))

    def _arguments(self, call: ast.Call) -> str:
        given = [self._code(arg) for arg in call.args]
        given += [
            f"{k.arg}={self._code(k.value)}" if k.arg else f"**{self._code(k.value)}"
            for k in call.keywords
        ]
        return ", ".join(given)

    def _name(self, name: str) -> str:
        if name not in self._names:
            self._names.append(name)
        return f"⟦{self._names.index(name)}⟧"

    def _statement(self, whole: ast.expr, code: str, *awaited: ast.expr) -> Statement:
        """The statement of *code*; what it needs is forgotten for the next."""
        made = Statement(whole, code, tuple(self._names), (*awaited, *self._awaited))
        self._names, self._awaited = [], []
        return made

    def _code(self, node: ast.expr, left_out: ast.expr | None = None) -> str:
        """The code of *node*, with the queries in it as statements, but for what is in *left_out*."""
        text = self._model.source.code_of(node)
        inner = self._inside(node, left_out)
        if not inner:
            return text
        data = text.encode("utf-8")
        for statement in sorted(inner, key=lambda one: _place(one.whole), reverse=True):
            start, end = (_offset(data, node, place) for place in _ends(statement.whole))
            if data[start:end].decode("utf-8") != self._model.source.code_of(statement.whole):
                raise QueryError("the query in it cannot be found")
            code = self._renumbered(statement)
            self._awaited += statement.awaited
            data = data[:start] + code.encode("utf-8") + data[end:]
        return data.decode("utf-8")

    def _renumbered(self, statement: Statement) -> str:
        """The code of *statement* as a part of the one that is written."""
        names = [self._name(name) for name in statement.names]
        return _NUMBER.sub(lambda number: names[int(number[1])], statement.code)

    def _inside(self, node: ast.expr, left_out: ast.expr | None) -> list[Statement]:
        """The statements of the queries in *node*, the outermost alone."""
        found: list[Statement] = []
        taken: set[ast.AST] = set() if left_out is None else set(ast.walk(left_out))
        for query in ast.walk(node):
            if query in taken or not is_session_query(self._model, query):
                continue
            assert isinstance(query, ast.Call)
            chain = chain_of(self._model, query)
            writing = Writing(self._model, query, (), is_unique=self._is_unique)
            statement = writing.done(chain)
            if statement is not None:
                taken.update(ast.walk(statement.whole))
                found.append(statement)
        return found


def _with(text: str, more: str) -> str:
    """*text* with the call *more*, on a line of its own where its others are."""
    found = _ON_LINES.search(text) if more else None
    return f"{text}{more}" if found is None else f"{text}\n{found[1]}{more}"


def _primary(run: str) -> str:
    return f"({run})" if run.startswith("await ") else run


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _ends(node: ast.expr) -> tuple[tuple[int, int], tuple[int, int]]:
    return _place(node), (node.end_lineno or 0, node.end_col_offset or 0)


def _offset(data: bytes, node: ast.expr, place: tuple[int, int]) -> int:
    """Where *place* is in *data*, the code of *node*."""
    line, column = place[0] - node.lineno, place[1]
    if not line:
        return column - node.col_offset
    return sum(map(len, data.splitlines(keepends=True)[:line])) + column
