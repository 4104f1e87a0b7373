"""The tests of a function as data: which parameters decide them, and which ask for the loop."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TypeGuard

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES, Binding, Scope
from flake8_asyncpitfalls.semantics.source.node_fields import texts_of_several, walked
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.summaries.caught_keywords import CaughtKeywords
from flake8_asyncpitfalls.semantics.summaries.exception_classes import compared_class
from flake8_asyncpitfalls.semantics.summaries.filled_parameters import filled_in
from flake8_asyncpitfalls.semantics.summaries.loop_questions import RUNNING, gives_loop
from flake8_asyncpitfalls.semantics.summaries.predicate import Test, called, question_of
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms
from flake8_asyncpitfalls.semantics.terms.term import UNKNOWN

UNDECIDED: Test = ("?",)
ON_LOOP: Test = ("loop",)
_LOOPS = RUNNING | {"get_event_loop"}
"""On the loop's thread these give the loop; elsewhere they raise, or give None."""
_LOGIC = ast.Name | ast.BoolOp | ast.UnaryOp | ast.Compare | ast.IfExp | ast.Constant
_ORDERS = ast.Lt | ast.LtE | ast.Gt | ast.GtE
_LITERALS = bool | int | float | str
_POSITIVE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.IsNot: ast.Is,
    ast.NotEq: ast.Eq,
    ast.NotIn: ast.In,
}
_ATOMS = ast.Name | ast.Compare | ast.Call
_STABLE = ast.Name | ast.Attribute | ast.Compare
_PLATFORMS = frozenset({"sys.platform", "os.name", "platform.system()"})
_FORKS = frozenset({"fork", "forkpty"})
_CYCLES = ast.For | ast.AsyncFor | ast.While
_MAX_STEPS = 3


class PredicateReader:
    """Reads the tests of one scope."""

    __test__ = False

    def __init__(self, terms: ModuleTerms, scope: Scope) -> None:
        self.terms = terms
        self.scope = scope
        self._of_module = terms.table(terms.root).by_name
        self._steps = 0
        self._filled: dict[str, tuple[int, Test] | None] = {}
        self._mentions_loop = terms.source.mentions(b"running_loop", b"is_running")

    @cached_property
    def tested(self) -> frozenset[str]:
        """The parameters that conditions of the function depend on, with the value of the call."""
        if not isinstance(self.scope.node, FUNCTION_TYPES):
            return frozenset()
        arguments = self.scope.node.args
        names = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
        found: set[str] = set(self._caught.tested)
        for expr in self._conditions():
            for node in self._mentioned(expr):
                if isinstance(node, ast.Attribute):
                    found.update({f"self.{node.attr}"} if self._is_own(node) else ())
                elif node.id in names and self._is_as_passed(node):
                    found.add(node.id)
        return frozenset(found)

    @cached_property
    def _caught(self) -> CaughtKeywords:
        return CaughtKeywords(self.terms, self.scope)

    def _conditions(self) -> Iterator[ast.expr]:
        for stmt in self.scope.of_type(ast.If):
            yield stmt.test
        for expr in self.scope.of_type(ast.IfExp):
            yield expr.test

    def _mentioned(self, expr: ast.expr) -> Iterator[ast.Name | ast.Attribute]:
        """Names and attributes in *expr*, and names in what was assigned to those."""
        for node in walked(expr):
            if isinstance(node, (ast.Name, ast.Attribute)):
                yield node
            value = self._assigned(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
            if value is not None:
                yield from (name for name in walked(value) if isinstance(name, ast.Name))

    def _is_as_passed(self, name: ast.Name) -> bool:
        """Whether the parameter *name* still is what the call passed where it is read.

        Rebinding it further down changes nothing, unless a loop leads back.
        """
        bindings = self.terms.table(self.scope).by_name.get(name.id, [])
        again = [binding.node for binding in bindings if binding.kind not in ("narrow", "param")]
        if not again:
            return len(bindings) > 0
        is_before = not self._is_repeated(name) and all(
            getattr(node, "lineno", 0) > name.lineno for node in again
        )
        return is_before or self._kept_where(name) is not None

    def _kept_where(self, name: ast.Name) -> Test | None:
        """The test that says when the parameter *name* is as passed, if the function may fill it in."""
        if name.id not in self._filled:
            bindings = self.terms.table(self.scope).by_name.get(name.id, [])
            kinds = [binding.kind for binding in bindings if binding.kind != "narrow"]
            is_filled = len(kinds) == 2 and "param" in kinds
            self._filled[name.id] = filled_in(name.id, self.scope.body) if is_filled else None
        found = self._filled[name.id]
        return found[1] if found is not None and found[0] < name.lineno else None

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
        found = self._read(test)
        if found is UNDECIDED or not isinstance(test, _ATOMS):
            return found
        names = (node for node in walked(test) if isinstance(node, ast.Name))
        for condition in filter(None, map(self._kept_where, names)):
            found = self._choice(condition, found, UNDECIDED)
        return found

    def _read(self, test: ast.expr) -> Test:
        match test:
            case ast.Name() | ast.Attribute() | ast.Call() if key := self._key(test):
                return ("name", key)
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
            case ast.Compare(ops=[op], comparators=[right]):
                return self._named(test) or self._comparison(test.left, op, right)
            case ast.Call():
                return self._named(test) or self._read_call(test)
            case ast.Constant(value=value):
                return ("const", bool(value))
            case ast.IfExp(test=condition, body=body, orelse=orelse):
                return self._choice(self.read(condition), self.read(body), self.read(orelse))
            case _:
                found = ON_LOOP if self._is_loop(test) else self._read_assigned(test)
                return self._repeated(test) if found is UNDECIDED else found

    def _read_call(self, call: ast.Call) -> Test:
        match call:
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name() as name, classes]):
                return self._class_test(name, classes)
            case ast.Call(args=[ast.Name() as name, *_]) if question := question_of(call):
                term = self.terms.make("question", question)
                return ("isinstance", name.id, term) if self._is_tested(name) else UNDECIDED
            case ast.Call(func=ast.Name(id="bool"), args=[value]):
                return self.read(value)
            case ast.Call(func=ast.Attribute(value=owner, attr="is_running"), args=[]):
                return ON_LOOP if self._is_loop(owner) else UNDECIDED
            case ast.Call(
                func=ast.Attribute(value=owner, attr="startswith" | "endswith" as word),
                args=[ast.Constant(value=str() as text)],
            ) if key := self._key(owner):
                return ("compare", word, key, text)
            case ast.Call(args=[], keywords=[]) if not self._is_loop(call):
                term = self.terms.reduce(call.func, self.scope)
                return UNDECIDED if term is UNKNOWN else ("asks", term)
            case _:
                return ON_LOOP if self._is_loop(call) else UNDECIDED

    def _named(self, test: ast.expr) -> Test | None:
        """A test of the platform, by the words of the source."""
        platform = platform_in(test)
        if platform is None:
            return None
        named: Test = ("platform", platform)
        return ("not", named) if is_other_platform(test) else named

    def child_outcome(self, test: ast.expr) -> bool | None:
        """How *test* comes out in the child of a ``fork``; None where it does not tell the two apart."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.child_outcome(operand)
                return None if inner is None else not inner
            case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=0)]):
                known: dict[type[ast.cmpop], bool] = {
                    ast.Eq: True, ast.Is: True, ast.NotEq: False, ast.Gt: False,
                }  # fmt: skip
                return known.get(type(op)) if self._is_fork(left) else None
        return False if self._is_fork(test) else None

    def _is_fork(self, expr: ast.expr) -> bool:
        """Whether *expr* is what ``os.fork()`` gave."""
        if isinstance(expr, ast.NamedExpr):
            expr = expr.value
        if isinstance(expr, ast.Call):
            return called(expr) in _FORKS
        if not isinstance(expr, ast.Name) or not self.terms.source.mentions(b"fork"):
            return False
        bindings = self.terms.table(self.scope).by_name.get(expr.id, [])
        values = [b.value for b in bindings if b.kind != "narrow"]
        return bool(values) and all(
            isinstance(value, ast.Call) and called(value) in _FORKS for value in values
        )

    def _repeated(self, test: ast.expr) -> Test:
        """A test of the same variables that the function makes again: both come out the same."""
        text = unparsed(test) if self._texts and isinstance(test, _STABLE) else ""
        return ("same", text) if text and self._texts[text] > 1 else UNDECIDED

    @cached_property
    def _texts(self) -> Counter[str]:
        """How often the function makes a test whose outcome does not change in between."""
        conditions = list(self._conditions())
        if len(conditions) < 2:
            return Counter()
        atoms = [node for expr in conditions for node in _atoms(expr) if isinstance(node, _STABLE)]
        return texts_of_several([node for node in atoms if all(map(self._is_stable, walked(node)))])

    def _is_stable(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Name):
            bindings = self.terms.table(self.scope).by_name.get(node.id, [])
            return len([b for b in bindings if b.kind != "narrow"]) < 2
        if isinstance(node, ast.Attribute):
            return node.attr not in self._stored
        return isinstance(node, (_STABLE, ast.Constant, ast.expr_context, ast.cmpop))

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
            value = self.only_value(expr)
        elif isinstance(expr, ast.Attribute) and _is_self(expr.value):
            stores = self._stores.get(expr.attr, [])
            is_one = len(stores) == 1 and stores[0].lineno < expr.lineno
            value = stores[0].value if is_one else None
        else:
            return None
        is_caught = isinstance(value, ast.Call) and self._caught.key(value)
        return value if is_caught or isinstance(value, _LOGIC) else None

    def only_value(self, name: ast.Name) -> ast.expr | None:
        """What the function gives the variable *name* at the one place that binds it."""
        bindings = self.terms.table(self.scope).by_name.get(name.id, [])
        is_plain = len(bindings) == 1 and bindings[0].kind in ("assign", "annotated")
        return bindings[0].value if is_plain and not bindings[0].path else None

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
            if isinstance(stmt, (ast.Assign, ast.AnnAssign)) and id(stmt) in body:
                found.setdefault(node.attr, []).append(stmt)
            else:
                odd.add(node.attr)
        return {name: stmts for name, stmts in found.items() if name not in odd}

    @cached_property
    def _stored(self) -> frozenset[str]:
        """The attributes, of any object, that the function assigns or deletes."""
        nodes = self.scope.of_type(ast.Attribute)
        return frozenset(node.attr for node in nodes if not isinstance(node.ctx, ast.Load))

    def _is_own(self, expr: ast.Attribute) -> bool:
        """Whether *expr* is ``self.x`` as the method found it."""
        return _is_self(expr.value) and expr.attr not in self._stored

    def _is_tested(self, expr: ast.expr) -> TypeGuard[ast.Name]:
        """Whether *expr* is a parameter that a condition depends on, as the call passed it."""
        return isinstance(expr, ast.Name) and expr.id in self.tested and self._is_as_passed(expr)

    def _key(self, expr: ast.expr) -> str:
        """The parameter that *expr* is, or was just given; ``self.x``, as the method found it; or ''."""
        if self._is_tested(expr):
            return expr.id
        if isinstance(expr, ast.Attribute) and self._is_own(expr):
            return f"self.{expr.attr}"
        value = expr if isinstance(expr, ast.Call) else self._assigned(expr)
        if isinstance(value, ast.Call):
            return self._caught.key(value)
        if value is None or not self._is_tested(value) or self._kept_where(value) is not None:
            return ""
        return value.id

    def _class_test(self, name: ast.Name, classes: ast.expr) -> Test:
        term = self.terms.reduce(classes, self.scope)
        is_decidable = self._is_tested(name) and term is not UNKNOWN
        return ("isinstance", name.id, term) if is_decidable else UNDECIDED

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Test:
        if isinstance(op, (ast.In, ast.NotIn)):
            test = self._membership(left, right)
        elif isinstance(right, ast.Constant):
            test = self._equality(left, op, right.value)
        elif (name := compared_class(op, right)) and name not in self._of_module:
            test = ("compare", "IsClass", key, name) if (key := self._key(left)) else UNDECIDED
        else:
            test = UNDECIDED
        if test is UNDECIDED:
            positive = ast.Compare(left, [_POSITIVE.get(type(op), type(op))()], [right])
            test = self._repeated(positive)
        is_negative = type(op) in _POSITIVE and test is not UNDECIDED
        return ("not", test) if is_negative else test

    def _equality(self, left: ast.expr, op: ast.cmpop, value: object) -> Test:
        """``left == value`` (also for ``!=``), or how the two compare."""
        if value is None and self._is_loop(left):
            return ("not", ON_LOOP)
        key = self._key(left)
        if not key or not (value is None or isinstance(value, _LITERALS)):
            return UNDECIDED
        if isinstance(op, _ORDERS):
            return ("compare", type(op).__name__, key, value)
        return ("is", key, value)

    def _membership(self, left: ast.expr, right: ast.expr) -> Test:
        """``left in right`` where one of them is a literal."""
        if isinstance(left, ast.Constant) and isinstance(left.value, _LITERALS):
            if caught := self._caught.passed(left.value, right):
                return ("name", caught)
            key = self._key(right)
            return ("compare", "Contains", key, left.value) if key else UNDECIDED
        key = self._key(left)
        if not key or not isinstance(right, (ast.Tuple, ast.List, ast.Set)):
            return UNDECIDED
        values = [item.value for item in right.elts if isinstance(item, ast.Constant)]
        is_plain = len(values) == len(right.elts) and all(
            value is None or isinstance(value, _LITERALS) for value in values
        )
        return ("compare", "In", key, tuple(values)) if is_plain else UNDECIDED

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
        return isinstance(function, ast.FunctionDef) and gives_loop(
            self.terms.scopes[function].body
        )


def platform_in(test: ast.expr) -> str | None:
    """The platform that *test* asks for: of ``sys.platform``, ``os.name``, ``platform.system()``.

    ``"pyodide" in sys.modules`` is how that of a browser is asked for.
    """
    match test:
        case (
            ast.Compare(
                left=asked,
                ops=[ast.Eq() | ast.NotEq()],
                comparators=[ast.Constant(value=str() as name)],
            )
            | ast.Call(
                func=ast.Attribute(value=asked, attr="startswith"),
                args=[ast.Constant(value=str() as name)],
            )
        ) if unparsed(asked) in _PLATFORMS:
            return name
        case ast.Compare(
            left=ast.Constant(value="pyodide"),
            ops=[ast.In() | ast.NotIn()],
            comparators=[ast.Attribute(value=ast.Name(id="sys"), attr="modules")],
        ):
            return "emscripten"
    return None


def is_other_platform(test: ast.expr) -> bool:
    """Whether *test*, one that names a platform, holds everywhere else."""
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.NotEq, ast.NotIn))


def _atoms(expr: ast.expr) -> Iterator[ast.expr]:
    """The tests in *expr* that are not made of others, as they read without a negation."""
    match expr:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _atoms(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _atoms(operand)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield ast.Compare(left, [_POSITIVE.get(type(op), type(op))()], [right])
        case _:
            yield expr


def _is_nothing(binding: Binding) -> bool:
    """A variable that is set to None, or declared only."""
    value = binding.value
    is_none = isinstance(value, ast.Constant) and value.value is None
    return is_none or (value is None and binding.kind == "annotated")


def _is_self(expr: ast.expr) -> bool:
    return isinstance(expr, ast.Name) and expr.id == "self"
