"""What catches a cancellation, and what a handler that has caught one does with it."""

from __future__ import annotations

import ast
import builtins
from functools import partial
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    TupleValue,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import (
    State,
    states_at_ends,
    suspensions,
    walk_code,
    ways_through,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.source.statement_flow import Way
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_CANCELLATIONS = frozenset({
    ("asyncio", "CancelledError"), ("trio", "Cancelled"), ("anyio", "get_cancelled_exc_class"),
})  # fmt: skip
"""What stands for the class of cancellations: the package and the name in it."""
_EVERYTHING = "builtins.BaseException"
_ERRORS = frozenset({"builtins.Exception", _EVERYTHING})
_EXITS = ("sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit")

_CONTAINERS = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.ListComp, ast.Starred, ast.keyword)
_KEEPING = ("append", "put", "put_nowait", "send", "throw", "athrow", "__exit__", "__aexit__")
_KNOWING = ("uncancel", "cancelling", "cancelled", "set_exception")
"""Methods of tasks and futures that a handler calls when it knows what it does."""


def catches_cancellation(expr: ast.expr | None, model: SemanticModel) -> str:
    """How ``except expr`` gets at a cancellation: ``class`` by its name, ``base`` with all else.

    Empty when it does not, or that is not certain. *expr* is None for a bare ``except``.
    """
    if expr is None:
        return "base"
    names = list(_caught_names(expr, model))
    if any(_is_class(name) for name in names):
        return "class"
    return "base" if _EVERYTHING in names else ""


def catches_errors(expr: ast.expr | None, model: SemanticModel) -> bool:
    """Whether ``except expr`` catches every exception that is an ``Exception``."""
    return expr is None or not _ERRORS.isdisjoint(_caught_names(expr, model))


def is_caught(node: ast.AST, body: Sequence[ast.stmt], model: SemanticModel) -> bool:
    """Whether a ``try`` or ``suppress`` in *body* sees a cancellation that arrives in *node*."""
    child = node
    while child not in body:
        parent = model.parent(child)
        caught: list[str | ast.expr | None] = []
        if isinstance(parent, (ast.Try, ast.TryStar)) and child in parent.body:
            caught += [catches_cancellation(handler.type, model) for handler in parent.handlers]
        if isinstance(parent, ast.With) and child in parent.body:
            caught += [suppressed(item.context_expr, model) for item in parent.items]
        if any(caught):
            return True
        child = parent
    return False


def suppressed(expr: ast.expr, model: SemanticModel) -> ast.expr | None:
    """What makes ``with expr`` suppress cancellations: an argument of ``contextlib.suppress``."""
    if not isinstance(expr, ast.Call) or not model.refers_to(expr.func, "contextlib.suppress"):
        return None
    return next((arg for arg in expr.args if catches_cancellation(arg, model)), None)


def is_for_cancellation_alone(expr: ast.expr | None, model: SemanticModel) -> bool:
    """Whether ``except expr`` names the class of cancellations and no other."""
    if expr is None:
        return False
    names = {name for name in _caught_names(expr, model) if name}
    own_name = model.name_of(expr)
    is_whole = not isinstance(expr, ast.Tuple) and (not own_name or _is_class(own_name))
    return is_whole and all(map(_is_class, names))


def _is_class(name: str) -> bool:
    """Whether *name* is a class of cancellations, in the library's own code by its own module."""
    package, _, rest = name.partition(".")
    return (package, rest.rpartition(".")[2]) in _CANCELLATIONS


def _caught_names(expr: ast.expr, model: SemanticModel) -> Iterator[str]:
    if isinstance(expr, ast.Tuple):
        for element in expr.elts:
            yield from _caught_names(element, model)
        return
    if isinstance(expr, ast.BinOp) and isinstance(expr.op, ast.BitOr):
        for side in (expr.left, expr.right):
            yield from _caught_names(side, model)
        return
    if isinstance(expr, ast.Call):
        yield model.name_of(expr.func)
        return
    value = model.value_of(expr)
    if isinstance(value, TupleValue):
        yield from map(name_of, value.items)
    yield name_of(value)


def is_kept_for_handlers(stmt: ast.Assign | ast.AnnAssign, model: SemanticModel) -> bool:
    """Whether *stmt* binds more than a local variable, or one that an ``except`` names."""
    scope = model.scope_of(stmt)
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    for target in targets:
        if not isinstance(target, ast.Name) or not model.uses.is_private(target.id, scope):
            return True
        if any(_is_in_handler(name, model) for name in model.uses.reads(target.id, scope)):
            return True
    return False


def _is_in_handler(name: ast.Name, model: SemanticModel) -> bool:
    parent = model.parent(name)
    while isinstance(parent, ast.Tuple):
        parent = model.parent(parent)
    return isinstance(parent, ast.ExceptHandler)


class Handling:
    """What the handler of a cancellation does with it."""

    def __init__(self, handler: ast.ExceptHandler, model: SemanticModel) -> None:
        self.handler = handler
        self.model = model

    def ways(self) -> set[Way]:
        """How the handler can be left when it has caught a cancellation, other than by raising.

        Where the exception is asked something that nobody knows of a cancellation, it is left so
        only if both answers lead there.
        """
        found = self.answers()
        return set().union(*found) if all(found) else set()

    def answers(self) -> list[set[Way]]:
        """The ways for either answer to what the exception is asked; once if it is asked nothing."""
        asked = [branch.test for branch in self._branches() if self._asks_exception(branch.test)]
        if not asked:
            return [self._ways(self._decides)]
        return [self._ways(partial(self._answered, asked, to)) for to in (True, False)]

    def _ways(self, decides: Callable[[ast.expr], bool | None]) -> set[Way]:
        ways = ways_through(self.handler.body, lambda _: False, decides, self._never_returns)
        return set(ways) - {"raise"}

    def _branches(self) -> Iterator[ast.If]:
        return (node for node in walk_code(self.handler.body) if isinstance(node, ast.If))

    def _asks_exception(self, test: ast.expr) -> bool:
        """Whether the exception goes into *test*, and nobody knows how that comes out."""
        return (
            bool(self.handler.name)
            and self._decides(test) is None
            and any(isinstance(n, ast.Name) and n.id == self.handler.name for n in ast.walk(test))
        )

    def _answered(self, asked: list[ast.expr], answer: bool, test: ast.expr) -> bool | None:
        return answer if test in asked else self._decides(test)

    def goes_on_for_ever(self) -> bool:
        """Whether it neither raises nor ends when it has caught a cancellation, and waits on."""
        decides, stops = self._decides, self._never_returns
        ways = ways_through(self.handler.body, lambda _: False, decides, stops)
        return not ways and any(True for _ in suspensions(self.handler.body))

    def raises_in_one_case(self) -> bool:
        """Whether it raises the cancellation again where a test of something else says so."""
        return any(
            _raises_again(branch.body[-1], self._names())
            and self._decides(branch.test) is None
            and not self._asks_exception(branch.test)
            for branch in self._branches()
        )

    def replacements(self) -> list[ast.Raise]:
        """The ``raise`` statements that a cancellation comes to and that raise something else."""
        reached: list[ast.Raise] = []

        def after(node: ast.AST, state: State) -> State:
            if isinstance(node, ast.Raise) and node not in reached:
                reached.append(node)
            return state

        states_at_ends(self.handler.body, after, self._decides, self._never_returns)
        last = _last_of(self.handler.body)
        # Its end is what it does with a cancellation; what is tested before, a transport's failure
        # or the like, is what the cancellation came from.
        is_raised_again = last in reached and _raises_again(last, self._names())
        return [
            stmt
            for stmt in reached
            if self._replaces(stmt) and not (is_raised_again and self._is_tested(stmt))
        ]

    def _names(self) -> Sequence[str]:
        return (self.handler.name,) if self.handler.name else ()

    def _is_tested(self, stmt: ast.stmt) -> bool:
        """Whether *stmt* stands behind a test of the handler that may come out either way."""
        parent = self.model.parent(stmt)
        while parent is not self.handler:
            if isinstance(parent, ast.match_case):
                return True
            if isinstance(parent, ast.If) and self._decides(parent.test) is None:
                return True
            parent = self.model.parent(parent)
        return False

    def _replaces(self, stmt: ast.Raise) -> bool:
        """Whether *stmt* raises another exception, in no handler or block of its own."""
        parent = self.model.parent(stmt)
        while parent is not self.handler:
            if isinstance(parent, (ast.Try, ast.TryStar, ast.ExceptHandler)):
                return False
            if isinstance(parent, ast.If) and self._asks_what_is_unseen(parent.test):
                return False
            parent = self.model.parent(parent)
        if any(
            branch.lineno < stmt.lineno and self._lets_go(branch) for branch in self._branches()
        ):
            return False
        return not _raises_again(stmt, self._names()) and not self._is_kept_in(stmt)

    def _lets_go(self, branch: ast.If) -> bool:
        """Whether *branch* raises again what is none that it asks for: ``if not isinstance(e, ours)``."""
        is_other = isinstance(branch.test, ast.UnaryOp) and isinstance(branch.test.op, ast.Not)
        again = _raises_again(branch.body[-1], self._names())
        return is_other and again and self._asks_exception(branch.test)

    def _asks_what_is_unseen(self, test: ast.expr) -> bool:
        """Whether *test* may not hold for a cancellation.

        It asks the exception something that is not known of a cancellation, or an object, such as
        ``self._closed``, whose doing the cancellation may be.
        """
        if self._decides(test) is not None:
            return False
        return any(
            isinstance(part, ast.Attribute)
            or (isinstance(part, ast.Name) and part.id == self.handler.name)
            for part in ast.walk(test)
        )

    def _is_kept_in(self, stmt: ast.Raise) -> bool:
        """Whether what is raised is made out of the exception itself: ``e.with_traceback(...)``."""
        name = self.handler.name
        func = stmt.exc.func if isinstance(stmt.exc, ast.Call) else None
        return bool(name) and func is not None and unparsed(func).startswith(f"{name}.")

    def knows_better(self) -> bool:
        """Whether it looks who was cancelled, or takes the cancellation back."""
        for node in walk_code(self.handler.body):
            if isinstance(node, ast.Call) and (_is_knowing(node) or self._asks(node)):
                return True
            if isinstance(node, ast.BoolOp) and self._is_open(node):
                return True
        return self._reads_message()

    def _asks(self, call: ast.Call) -> bool:
        """Whether a function of the project that *call* calls does so."""
        return any(
            isinstance(option, FunctionValue)
            and any(map(_is_knowing, option.summary.scope.of_type(ast.Call)))
            for option in options_of(self.model.value_of(call.func))
        )

    def _reads_message(self) -> bool:
        """Whether what was said at ``cancel(msg)`` decides if it raises."""
        readings = (f"{self.handler.name}.args", f"str({self.handler.name})")
        told: set[str] = set()
        for node in walk_code(self.handler.body):
            if isinstance(node, ast.Assign) and any(r in unparsed(node.value) for r in readings):
                told.update(target.id for target in node.targets if isinstance(target, ast.Name))
            if isinstance(node, ast.If) and any(isinstance(n, ast.Raise) for n in ast.walk(node)):
                names = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
                if names & told or any(r in unparsed(node.test) for r in readings):
                    return True
        return False

    def _is_open(self, test: ast.BoolOp) -> bool:
        """Whether *test* asks for a cancellation and for something else that is not known."""
        return self._decides(test) is None and any(self._decides(part) for part in test.values)

    def hands_on(self) -> bool:
        """Whether it keeps the exception itself for somebody else: stored, returned, collected."""
        name = self.handler.name
        return bool(name) and any(
            isinstance(node, ast.Name)
            and node.id == name
            and (self._is_kept(node) or self._is_taken(node))
            for node in walk_code(self.handler.body)
        )

    def _is_kept(self, node: ast.Name) -> bool:
        """Whether it goes into an object or container that outlives the handler."""
        child: ast.AST = node
        parent = self.model.parent(node)
        while isinstance(parent, _CONTAINERS) or _is_cast(parent) or self._is_made_of(parent):
            child, parent = parent, self.model.parent(parent)
        if isinstance(parent, ast.Call) and parent.func is not child:
            return called_method(parent) in _KEEPING
        return isinstance(parent, (ast.Assign, ast.AnnAssign, ast.Return, ast.Yield))

    def _is_made_of(self, node: ast.AST) -> bool:
        """Whether *node* makes an object of a class, by what it is or by its spelling."""
        if not isinstance(node, ast.Call):
            return False
        name = unparsed(node.func).rpartition(".")[2]
        return name[:1].isupper() or isinstance(self.model.value_of(node.func), ClassValue)

    def _is_taken(self, node: ast.Name) -> bool:
        """Whether it is given to a function of this file that raises it again, or keeps it."""
        call = self.model.parent(node)
        function = self.model.value_of(call.func) if isinstance(call, ast.Call) else None
        if not isinstance(function, FunctionValue) or not isinstance(call, ast.Call):
            return False
        if function.summary.module is not self.model.module or node not in call.args:
            return False
        scope = function.summary.scope
        names = [parameter.name for parameter in function.summary.parameters]
        taken = names[call.args.index(node) + (function.receiver is not None) :][:1]
        return any(_raises_again(stmt, taken) for stmt in scope.of_type(ast.Raise)) or any(
            self._is_kept(read) for name in taken for read in _loads(scope, name)
        )

    def _never_returns(self, stmt: ast.stmt) -> bool:
        """Whether a statement is a call of a function that only raises, or ends the program."""
        call = stmt.value if isinstance(stmt, ast.Expr) else None
        if isinstance(call, ast.Await):
            call = call.value
        if not isinstance(call, ast.Call):
            return False
        if self.model.name_of(call.func) in _EXITS:
            return True
        return all(
            isinstance(option, FunctionValue) and _only_raises(option.summary)
            for option in options_of(self.model.value_of(call.func))
        )

    def _decides(self, test: ast.expr) -> bool | None:
        """How a test of the caught exception comes out for a cancellation."""
        match test:
            case ast.Constant(value=value):
                return bool(value)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._decides(operand)
                return None if inner is None else not inner
            case ast.BoolOp(op=op, values=values):
                outcomes = [self._decides(value) for value in values]
                stop = isinstance(op, ast.Or)
                if stop in outcomes:
                    return stop
                return None if None in outcomes else not stop
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), kinds]):
                return self._is_cancellation(kinds) if name == self.handler.name else None
        return None

    def _is_cancellation(self, kinds: ast.expr) -> bool | None:
        if catches_cancellation(kinds, self.model):
            return True
        names = list(_caught_names(kinds, self.model))
        if names and all(name.startswith("builtins.") for name in names):
            return False
        kind = self.model.value_of(kinds)
        return False if isinstance(kind, ClassValue) and self._is_ordinary(kind) else None

    def _is_ordinary(self, kind: ClassValue) -> bool:
        """Whether a class derives from a builtin one that derives from Exception."""
        types = self.model.types
        return any(
            _is_builtin_error(name_of(types.evaluate(base, types.frame(cls.module))))
            for cls in types.members.mro(kind.summary)
            if cls is not None
            for base in cls.bases
        )


def _only_raises(function: FunctionSummary) -> bool:
    """Whether no call of *function* comes back; one with nothing but a raise may be abstract."""
    if function.module.is_stub or function.is_generator or function.is_empty:
        return False
    return not function.results


def _is_builtin_error(qualified_name: str) -> bool:
    module, _, name = qualified_name.rpartition(".")
    kind = getattr(builtins, name, None) if module == "builtins" else None
    return isinstance(kind, type) and issubclass(kind, Exception)


def _last_of(body: Sequence[ast.stmt]) -> ast.stmt:
    """The statement that *body* ends with where none of its tests holds."""
    last = body[-1]
    return _last_of(last.orelse) if isinstance(last, ast.If) and last.orelse else last


def _raises_again(stmt: ast.stmt, names: Sequence[str]) -> bool:
    if not isinstance(stmt, ast.Raise):
        return False
    return stmt.exc is None or (isinstance(stmt.exc, ast.Name) and stmt.exc.id in names)


def _loads(scope: Scope, name: str) -> Iterator[ast.Name]:
    return (node for node in scope.names(name) if isinstance(node.ctx, ast.Load))


def _is_cast(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and unparsed(node.func) in ("cast", "typing.cast")


def called_method(call: ast.Call) -> str:
    """The name of the method that *call* calls; empty where it calls anything else."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_knowing(call: ast.Call) -> bool:
    return called_method(call) in _KNOWING
