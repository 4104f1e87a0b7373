"""The tests of a function as data: which parameters decide them, and which ask for the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeGuard

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Binding, Scope
from flake8_asyncpitfalls.semantics.summaries.predicate import Test
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN

UNDECIDED: Test = ("?",)
ON_LOOP: Test = ("loop",)
RUNNING = frozenset({"get_running_loop", "_get_running_loop"})
_LOOPS = RUNNING | {"get_event_loop"}
"""On the loop's thread these give the loop; elsewhere they raise, or give None."""
_LOGIC = ast.Name | ast.BoolOp | ast.UnaryOp | ast.Compare | ast.IfExp
_CYCLES = ast.For | ast.AsyncFor | ast.While
_MAX_STEPS = 3


class PredicateReader:
    """Reads the tests of one scope."""

    __test__ = False

    def __init__(self, terms: ModuleTerms, scope: Scope) -> None:
        self.terms = terms
        self.scope = scope
        self._steps = 0
        self._mentions_loop = terms.source.mentions(b"running_loop", b"is_running")

    @cached_property
    def tested(self) -> frozenset[str]:
        """The parameters that conditions of the function depend on, with the value of the call."""
        if not isinstance(self.scope.node, FUNCTION_TYPES):
            return frozenset()
        arguments = self.scope.node.args
        names = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
        return frozenset(
            node.id
            for expr in self._conditions()
            for node in self._mentioned(expr)
            if node.id in names and self._is_as_passed(node)
        )

    def _conditions(self) -> Iterator[ast.expr]:
        for stmt in self.scope.of_type(ast.If):
            yield stmt.test
        for expr in self.scope.of_type(ast.IfExp):
            yield expr.test

    def _mentioned(self, expr: ast.expr) -> Iterator[ast.Name]:
        """The names in *expr*, and in what was assigned to the variables and attributes in it."""
        for node in ast.walk(expr):
            if isinstance(node, ast.Name):
                yield node
            value = self._assigned(node) if isinstance(node, ast.Name | ast.Attribute) else None
            if value is not None:
                yield from (name for name in ast.walk(value) if isinstance(name, ast.Name))

    def _is_as_passed(self, name: ast.Name) -> bool:
        """Whether the parameter *name* still is what the call passed where it is read.

        Rebinding it further down changes nothing, unless a loop leads back.
        """
        bindings = self.terms.table(self.scope).by_name.get(name.id, [])
        again = [binding.node for binding in bindings if binding.kind not in ("narrow", "param")]
        if not again:
            return len(bindings) > 0
        return not self._is_repeated(name) and all(
            getattr(node, "lineno", 0) > name.lineno for node in again
        )

    def _is_repeated(self, node: ast.AST) -> bool:
        """Whether a loop of the function goes around *node*."""
        parents = self.terms.parents
        while node is not self.scope.node:
            node = parents[node]
            if isinstance(node, _CYCLES):
                return True
        return False

    def read(self, test: ast.expr) -> Test:
        """What *test* says; ``("?",)`` where nothing can decide it."""
        match test:
            case ast.Name(id=name) if self._is_tested(test):
                return ("name", name)
            case ast.NamedExpr(value=value):
                return self.read(value) if self._is_loop(value) else UNDECIDED
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.read(operand)
                return UNDECIDED if inner is UNDECIDED else ("not", inner)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self.read(value) for value in values)
                if all(part is UNDECIDED for part in parts):
                    return UNDECIDED
                return ("and" if isinstance(op, ast.And) else "or", parts)
            case ast.Compare(ops=[op], comparators=[ast.Constant(value=value)]):
                return self._comparison(test.left, op, value)
            case ast.Call():
                return self._read_call(test)
            case ast.Constant(value=value):
                return ("const", bool(value))
            case ast.IfExp(test=condition, body=body, orelse=orelse):
                return self._choice(self.read(condition), self.read(body), self.read(orelse))
            case _:
                return ON_LOOP if self._is_loop(test) else self._read_assigned(test)

    def _read_call(self, call: ast.Call) -> Test:
        match call:
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name() as name, classes]):
                return self._class_test(name, classes)
            case ast.Call(func=ast.Attribute(value=owner, attr="is_running"), args=[]):
                return ON_LOOP if self._is_loop(owner) else UNDECIDED
            case _:
                return ON_LOOP if self._is_loop(call) else UNDECIDED

    def _choice(self, condition: Test, body: Test, orelse: Test) -> Test:
        if condition is UNDECIDED and UNDECIDED in (body, orelse):
            return UNDECIDED
        return ("or", (("and", (condition, body)), ("and", (("not", condition), orelse))))

    def _read_assigned(self, expr: ast.expr) -> Test:
        """The test of a variable or attribute is that of the value that it was given."""
        value = self._assigned(expr)
        if value is None or self._steps >= _MAX_STEPS:
            return UNDECIDED
        self._steps += 1
        try:
            return self.read(value)
        finally:
            self._steps -= 1

    def _assigned(self, expr: ast.expr) -> ast.expr | None:
        """What the function gives the variable or own attribute *expr*, at one place, before it."""
        if isinstance(expr, ast.Name):
            bindings = self.terms.table(self.scope).by_name.get(expr.id, [])
            is_plain = len(bindings) == 1 and bindings[0].kind in ("assign", "annotated")
            value = bindings[0].value if is_plain and not bindings[0].path else None
        elif isinstance(expr, ast.Attribute) and _is_self(expr.value):
            stores = self._stores.get(expr.attr, [])
            stmt = stores[0] if len(stores) == 1 else None
            is_before = stmt is not None and stmt.lineno < expr.lineno
            value = stmt.value if is_before and stmt is not None else None
        else:
            return None
        return value if isinstance(value, _LOGIC) else None

    @cached_property
    def _stores(self) -> dict[str, list[ast.Assign | ast.AnnAssign]]:
        """The statements, on the function's own level, that assign ``self.x``, by attribute."""
        found: dict[str, list[ast.Assign | ast.AnnAssign]] = {}
        body = {id(stmt) for stmt in self.scope.body}
        odd: set[str] = set()
        for node in self.scope.of_type(ast.Attribute):
            if isinstance(node.ctx, ast.Load) or not _is_self(node.value):
                continue
            stmt = self.terms.parents[node]
            if isinstance(stmt, ast.Assign | ast.AnnAssign) and id(stmt) in body:
                found.setdefault(node.attr, []).append(stmt)
            else:
                odd.add(node.attr)
        return {name: stmts for name, stmts in found.items() if name not in odd}

    def _is_tested(self, expr: ast.expr) -> TypeGuard[ast.Name]:
        """Whether *expr* is a parameter that a condition depends on, as the call passed it."""
        return isinstance(expr, ast.Name) and expr.id in self.tested and self._is_as_passed(expr)

    def _class_test(self, name: ast.Name, classes: ast.expr) -> Test:
        term = self.terms.reduce(classes, self.scope)
        is_decidable = self._is_tested(name) and term is not UNKNOWN
        return ("isinstance", name.id, term) if is_decidable else UNDECIDED

    def _comparison(self, left: ast.expr, op: ast.cmpop, value: object) -> Test:
        test = UNDECIDED
        if value is None and self._is_loop(left):
            test = ("not", ON_LOOP)
        elif self._is_tested(left):
            if value is None or isinstance(value, bool | int | float | str):
                test = ("is", left.id, value)
        if isinstance(op, ast.Is | ast.Eq) or test is UNDECIDED:
            return test
        return ("not", test) if isinstance(op, ast.IsNot | ast.NotEq) else UNDECIDED

    def _is_loop(self, expr: ast.expr) -> bool:
        """Whether *expr* is what asking for the running loop gave, or None in its place."""
        if not self._mentions_loop:
            return False
        if isinstance(expr, ast.Call):
            return self._is_question(expr)
        if not isinstance(expr, ast.Name):
            return False
        bindings = self.terms.table(self.scope).by_name.get(expr.id, ())
        questions = [binding for binding in bindings if self._is_question(binding.value)]
        return bool(questions) and all(
            binding in questions or _is_nothing(binding) for binding in bindings
        )

    def _is_question(self, value: ast.expr | None) -> bool:
        if not isinstance(value, ast.Call):
            return False
        return called(value) in _LOOPS or self._asks(value.func)

    def _asks(self, func: ast.expr) -> bool:
        """Whether *func* is a function of the module that gives the running loop, or None."""
        if not isinstance(func, ast.Name) or self.terms.table(self.scope).by_name.get(func.id):
            return False
        bindings = self.terms.table(self.terms.root).by_name.get(func.id, [])
        function = bindings[0].node if len(bindings) == 1 else None
        return isinstance(function, ast.FunctionDef) and _gives_loop(
            self.terms.scopes[function].body
        )


def _gives_loop(body: Sequence[ast.stmt]) -> bool:
    """Whether *body* is a ``try`` that returns the running loop, and returns None where it fails."""
    match [stmt for stmt in body if not _is_text(stmt)]:
        case [ast.Try(body=[ast.Return(value=ast.Call() as call)], handlers=handlers), *rest]:
            ends = [stmt for handler in handlers for stmt in handler.body]
            return called(call) in RUNNING and all(map(_returns_nothing, [*ends, *rest]))
        case [ast.Return(value=ast.Call() as call)]:
            return called(call) in RUNNING
    return False


def _is_text(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)


def _returns_nothing(stmt: ast.stmt) -> bool:
    match stmt:
        case ast.Pass() | ast.Return(value=None | ast.Constant(value=None)):
            return True
    return False


def _is_nothing(binding: Binding) -> bool:
    """A variable that is set to None, or declared only."""
    value = binding.value
    is_none = isinstance(value, ast.Constant) and value.value is None
    return is_none or (value is None and binding.kind == "annotated")


def _is_self(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Name) and expr.id == "self"


def called(call: ast.Call) -> str:
    """The last part of the name of what *call* calls."""
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
