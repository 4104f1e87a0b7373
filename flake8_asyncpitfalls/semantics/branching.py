"""The branches of a function: the tests that guard each of its places, as data.

What a call passes, or the fact that a loop runs, can then rule a place out without the syntax tree:
``get(sync=False)`` never enters ``if sync:``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from flake8_asyncpitfalls.semantics.guards import Guard, Guards, Test, tested_parameters
from flake8_asyncpitfalls.semantics.scopes import FUNCTION_TYPES, Binding, Scope
from flake8_asyncpitfalls.semantics.term import UNKNOWN
from flake8_asyncpitfalls.semantics.terms import ModuleTerms

BRANCH = 2
"""How much a branch weighs that is taken only if its test comes out so."""
EXIT = 1
"""How much a ``return`` weighs that a test before the place may have taken."""
_UNDECIDED: Test = ("?",)
_ON_LOOP: Test = ("loop",)
_RUNNING = frozenset({"get_running_loop", "_get_running_loop"})
_LOOPS = _RUNNING | {"get_event_loop"}
"""On the loop's thread these give the loop; elsewhere they raise, or give None."""


class Branching:
    """Answers for the places of one scope which tests guard them."""

    def __init__(self, terms: ModuleTerms, scope: Scope) -> None:
        self.terms = terms
        self.scope = scope
        self.tested = tested_parameters(terms, scope)
        self._mentions_loop = terms.source.mentions(b"running_loop", b"is_running")
        self._guards: dict[ast.AST, Guards] = {}
        self._guard(scope.body, ())

    def guards_of(self, node: ast.AST) -> Guards:
        """The tests that must come out so for *node* to be evaluated."""
        inner: list[Guard] = []
        parents = self.terms.parents
        while not isinstance(node, ast.stmt):
            child, node = node, parents[node]
            if isinstance(node, ast.IfExp) and child is not node.test:
                inner.append((self._test(node.test), child is node.body, BRANCH))
            elif isinstance(node, ast.BoolOp):
                inner.extend(self._passed_over(node, child))
            elif isinstance(node, ast.Lambda | ast.Module):
                return tuple(inner)
        return (*self._guards.get(node, ()), *inner)

    def _passed_over(self, expr: ast.BoolOp, operand: ast.AST) -> Iterator[Guard]:
        """How the operands before *operand* came out when it is evaluated."""
        weight = BRANCH
        for value in expr.values:
            if value is operand:
                return
            yield self._test(value), isinstance(expr.op, ast.And), weight
            weight = 0

    def _guard(self, body: Sequence[ast.stmt], guards: Guards) -> bool:
        """Note the guards of each statement; say whether the end of *body* can be reached."""
        for stmt in body:
            self._guards[stmt] = guards
            if isinstance(stmt, ast.Return | ast.Raise | ast.Break | ast.Continue):
                return False
            if isinstance(stmt, ast.If):
                after = self._guard_if(stmt, guards)
            elif isinstance(stmt, ast.Try):
                after = self._guard_try(stmt, guards)
            else:
                after = guards
                self._guard_inside(stmt, guards)
            if after is None:
                return False
            guards = after
        return True

    def _guard_inside(self, stmt: ast.stmt, guards: Guards) -> None:
        if isinstance(stmt, (*FUNCTION_TYPES, ast.ClassDef)):
            return
        for name in ("body", "orelse"):
            inner = getattr(stmt, name, None)
            if isinstance(inner, list):
                self._guard(inner, guards)
        for case in getattr(stmt, "cases", ()):
            self._guard(case.body, (*guards, (_UNDECIDED, True, BRANCH)))

    def _guard_if(self, stmt: ast.If, guards: Guards) -> Guards | None:
        """The guards of what follows *stmt*; None when nothing can."""
        test = self._test(stmt.test)
        then = self._guard(stmt.body, (*guards, (test, True, BRANCH)))
        orelse = self._guard(stmt.orelse, (*guards, (test, False, BRANCH)))
        if not then and not orelse:
            return None
        if then is orelse:
            return guards
        leaving = stmt.orelse if then else stmt.body
        weight = EXIT if isinstance(leaving[-1], ast.Return) else 0
        if test is _UNDECIDED and not weight:
            return guards
        return (*guards, (test, then, weight))

    def _guard_try(self, stmt: ast.Try, guards: Guards) -> Guards | None:
        """Where the running loop is asked for, the handlers are for the answer that there is none."""
        is_question = _asks_for_the_loop(stmt)
        handled: Guard = (_ON_LOOP, False, BRANCH) if is_question else (_UNDECIDED, True, BRANCH)
        then = self._guard(stmt.body, guards) and self._guard(stmt.orelse, guards)
        ends = [self._guard(handler.body, (*guards, handled)) for handler in stmt.handlers]
        if not self._guard(stmt.finalbody, guards) or not (then or any(ends)):
            return None
        return guards if then else (*guards, handled)

    def _test(self, test: ast.expr) -> Test:
        match test:
            case ast.Name(id=name) if name in self.tested:
                return ("name", name)
            case ast.NamedExpr(value=value):
                return self._test(value) if self._is_loop(value) else _UNDECIDED
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._test(operand)
                return _UNDECIDED if inner is _UNDECIDED else ("not", inner)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self._test(value) for value in values)
                if all(part is _UNDECIDED for part in parts):
                    return _UNDECIDED
                return ("and" if isinstance(op, ast.And) else "or", parts)
            case ast.Compare(ops=[op], comparators=[ast.Constant(value=value)]):
                return self._comparison(test.left, op, value)
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), classes]):
                return self._class_test(name, classes)
            case ast.Call(func=ast.Attribute(value=owner, attr="is_running"), args=[]):
                return _ON_LOOP if self._is_loop(owner) else _UNDECIDED
            case _:
                return _ON_LOOP if self._is_loop(test) else _UNDECIDED

    def _class_test(self, name: str, classes: ast.expr) -> Test:
        term = self.terms.reduce(classes, self.scope)
        is_decidable = name in self.tested and term is not UNKNOWN
        return ("isinstance", name, term) if is_decidable else _UNDECIDED

    def _comparison(self, left: ast.expr, op: ast.cmpop, value: object) -> Test:
        test = _UNDECIDED
        if value is None and self._is_loop(left):
            test = ("not", _ON_LOOP)
        elif isinstance(left, ast.Name) and left.id in self.tested:
            if value is None or isinstance(value, bool | int | float | str):
                test = ("is", left.id, value)
        if isinstance(op, ast.Is | ast.Eq) or test is _UNDECIDED:
            return test
        return ("not", test) if isinstance(op, ast.IsNot | ast.NotEq) else _UNDECIDED

    def _is_loop(self, expr: ast.expr) -> bool:
        """Whether *expr* is what asking for the running loop gave, or None in its place."""
        if not self._mentions_loop:
            return False
        if isinstance(expr, ast.Call):
            return _called(expr) in _LOOPS
        if not isinstance(expr, ast.Name):
            return False
        bindings = self.terms.table(self.scope).by_name.get(expr.id, ())
        return any(map(_is_question, bindings)) and all(
            _is_question(binding) or _is_nothing(binding) for binding in bindings
        )


def _is_question(binding: Binding) -> bool:
    return isinstance(binding.value, ast.Call) and _called(binding.value) in _LOOPS


def _is_nothing(binding: Binding) -> bool:
    """A variable that is set to None, or declared only."""
    value = binding.value
    is_none = isinstance(value, ast.Constant) and value.value is None
    return is_none or (value is None and binding.kind == "annotated")


def _asks_for_the_loop(stmt: ast.Try) -> bool:
    """Whether the ``try`` asks for the running loop: on the loop its handlers never run."""
    return any(
        isinstance(node, ast.Call) and _called(node) in _RUNNING
        for inner in stmt.body
        for node in ast.walk(inner)
    )


def _called(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
