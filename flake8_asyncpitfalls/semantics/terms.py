"""Expressions reduced to terms: what a module's text alone says of where a value comes from.

A term is a nested tuple that names no syntax node and no position in the tree, so that it can be
stored, and evaluated later with the modules it mentions at hand (``types.py``). Local names,
branches and unpacking are resolved here; names of the module, of builtins and of other modules are
left as names. The forms:

===================================  ==============================================================
``("unknown",)``                     nothing is known
``("none",)``                        ``None``
``("const", "int", "5")``            a literal of that builtin class, with its ``repr``
``("text", "...")``                  a string literal, which an annotation may hold
``("global", name)``                 a name of this module, or a builtin
``("module", dotted)``               an imported module
``("from", module, name)``           ``from module import name``
``("function", id)``                 a function or lambda of this module
``("class", id)``                    a class of this module
``("self", id)`` / ``("cls", id)``   the instance / class that a method of class *id* was called on
``("super", id)``                    ``super()`` in a method of class *id*
``("param", function, name)``        a parameter, as far as a caller is known
``("attr", term, name)``             ``term.name``
``("call", term, args, keywords)``   ``term(...)``; *keywords* are name-term pairs, ``**``
``("await", term)``                  ``await term``
``("enter", term)``/``("aenter", …)``  what ``with`` / ``async with`` binds
``("iter", term)`` / ``("aiter", …)``  an element that ``for`` / ``async for`` gives
``("item", term, (index terms))``    ``term[...]``
``("binop", op, left, right)``       a binary operation (``Div``, ``BitOr``, …)
``("part", term, index)``            element *index* of an unpacked value
``("tuple", terms)``/``("list", t)``  a display
``("union", terms)``                 one of these, depending on the path taken
``("annotated", term)``              an instance of what the annotation *term* names
``("declared", value, annotation)``  a variable with an annotation
===================================  ==============================================================
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from flake8_asyncpitfalls.semantics.bindings import BindingTable
from flake8_asyncpitfalls.semantics.names import ModuleName
from flake8_asyncpitfalls.semantics.scopes import COMPREHENSIONS, Binding, Scope
from flake8_asyncpitfalls.semantics.source import Source


class Term(tuple[Any, ...]):
    """One term; terms of a module are interned, so equality is identity and hashing is cheap.

    (Plain tuples hash their whole tree each time, and shared parts make that exponential.)
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


UNKNOWN = Term(("unknown",))
NONE = Term(("none",))
_MAX_ALTERNATIVES = 6
_STOP = (ast.stmt, ast.ExceptHandler, ast.match_case)


class ModuleTerms:
    """The scopes of one module and the reduction of its expressions to terms."""

    def __init__(self, source: Source, name: ModuleName) -> None:
        self.source = source
        self.name = name
        self.parents: dict[ast.AST, ast.AST] = {}
        self.root = Scope(source.tree, None, self.parents)
        self.scopes: dict[ast.AST, Scope] = {s.node: s for s in self.root.walk()}
        self._has_walrus = source.mentions(b":=")
        self._pool: dict[tuple[Any, ...], Term] = {}
        self._terms: dict[ast.AST | Binding, Term] = {}
        self._active: set[Binding] = set()
        self._cuts = 0

    def make(self, *parts: Any) -> Term:
        """The term with these parts: always the same object for the same parts."""
        term = self._pool.get(parts)
        if term is None:
            term = self._pool[parts] = Term(parts)
        return term

    def union(self, terms: tuple[Term, ...]) -> Term:
        """One of *terms*."""
        flat: dict[Term, None] = {}
        for term in terms:
            for part in term[1] if term[0] == "union" else (term,):
                flat[part] = None
        if UNKNOWN in flat or not flat:
            return UNKNOWN
        return next(iter(flat)) if len(flat) == 1 else self.make("union", tuple(flat))

    def scope_at(self, node: ast.AST) -> Scope:
        """The scope in which *node*, one of its nodes, is evaluated."""
        while True:
            child, node = node, self.parents[node]
            if isinstance(node, ast.Lambda):
                if child is node.body:
                    return self.lambda_scope(node)
            elif isinstance(child, ast.stmt) and node in self.scopes:
                return self.scopes[node]

    def lambda_scope(self, node: ast.Lambda) -> Scope:
        """The scope of a lambda, made when the nodes of its owner are walked."""
        scope = self.scopes.get(node)
        if scope is None:
            scope = self.scopes[node] = self.scope_at(node).children[node]
        scope.nodes  # noqa: B018 (walking records the parents of the body's nodes)
        return scope

    def table(self, scope: Scope) -> BindingTable:
        """The bindings of *scope*, scanned at the first question."""
        if not isinstance(scope.table, BindingTable):
            scope.nodes  # noqa: B018 (walking records the parents that lookups climb)
            scope.table = BindingTable(scope, self._has_walrus)
        return scope.table

    def reduce(self, expr: ast.expr | None, scope: Scope) -> Term:
        """The term of *expr*, which is evaluated in *scope*."""
        if expr is None:
            return NONE
        term = self._terms.get(expr)
        if term is None:
            reducer = _REDUCERS.get(type(expr))
            cuts = self._cuts
            term = UNKNOWN if reducer is None else reducer(self, expr, scope)
            if cuts == self._cuts or not self._active:
                self._terms[expr] = term
        return term

    def annotation(self, expr: ast.expr | None, scope: Scope) -> Term:
        """The term for an instance of what the annotation *expr* names."""
        return UNKNOWN if expr is None else self.make("annotated", self.reduce(expr, scope))

    def lookup(self, name: str, scope: Scope, place: ast.AST | None) -> Term:
        """What *name* means in *scope* at the statement *place* (None: at the scope's end)."""
        start = scope
        while True:
            is_visible = scope is start or scope.kind != "class"
            if scope.kind == "module":
                return self._global(name, place if scope is start else None)
            table = self.table(scope)
            is_own = name in table.by_name and name not in table.nonlocal_names
            if is_visible and is_own and name not in table.global_names:
                if scope.kind != "class" or _is_bound_before(table, name, place):
                    return self._local(name, scope, place if scope is start else None)
            if name in table.global_names or scope.parent is None:
                return self._global(name, None)
            scope = scope.parent

    def _global(self, name: str, place: ast.AST | None) -> Term:
        """A module-level use sees the bindings that reach it; all others see the name."""
        if place is None or len(self.table(self.root).by_name.get(name, ())) < 2:
            return self.make("global", name)
        return self._join(self.table(self.root).reaching(name, place), self.root)

    def _local(self, name: str, scope: Scope, place: ast.AST | None) -> Term:
        table = self.table(scope)
        if place is None:
            bindings = tuple(table.by_name[name])
            inner = self._nonlocal_bindings(name, scope)
            return self._join(bindings + inner, scope)
        state = table.reaching(name, place)
        return self._join(state + self._nonlocal_bindings(name, scope), scope)

    def _nonlocal_bindings(self, name: str, scope: Scope) -> tuple[Binding, ...]:
        """Bindings that nested functions make through ``nonlocal``."""
        if not self.source.mentions(b"nonlocal"):
            return ()
        found: list[Binding] = []
        for child in scope.children.values():
            for inner in child.walk():
                if inner.kind == "function" and name in self.table(inner).nonlocal_names:
                    found.extend(self.table(inner).by_name.get(name, ()))
        return tuple(found)

    def module_bindings(self, name: str) -> Term:
        """The term of the module-level *name* once the module has run, ``global`` statements included."""
        bindings = self.table(self.root).reaching(name, None)
        term = self._join(bindings, self.root)
        if self.source.mentions(b"global "):
            others = self._global_statement_terms(name)
            if others:
                term = self.union((term, *others))
        return term

    def _global_statement_terms(self, name: str) -> list[Term]:
        found: list[Term] = []
        for scope in list(self.scopes.values()):
            if scope.kind == "function" and name in self.table(scope).global_names:
                bindings = self.table(scope).by_name.get(name, ())
                found.extend(self.binding_term(binding, scope) for binding in bindings)
        return found

    def _join(self, bindings: tuple[Binding, ...], scope: Scope) -> Term:
        if not bindings:
            return UNKNOWN
        if len(bindings) > _MAX_ALTERNATIVES:
            bindings = tuple(b for b in bindings if not is_none(b.value))
            if len(bindings) > _MAX_ALTERNATIVES:
                return UNKNOWN
        return self.union(tuple(self.binding_term(b, self._owner(b, scope)) for b in bindings))

    def _owner(self, binding: Binding, scope: Scope) -> Scope:
        """The scope that made *binding*: *scope*, or one nested in it that says ``nonlocal``."""
        is_own = binding.kind == "param" or binding.node is scope.node
        if is_own or binding.node not in self.parents:
            return scope
        return self.scope_at(binding.node)

    def binding_term(self, binding: Binding, scope: Scope) -> Term:
        """The term of the value that *binding*, made in *scope*, gives its name."""
        known = self._terms.get(binding)
        if known is not None:
            return known
        if binding in self._active:
            self._cuts += 1
            return UNKNOWN
        self._active.add(binding)
        cuts = self._cuts
        try:
            term = _BINDERS[binding.kind](self, binding, scope)
        finally:
            self._active.discard(binding)
        for index in binding.path if binding.kind in _UNPACKED else ():
            term = self.make("part", term, index)
        if cuts == self._cuts or not self._active:
            self._terms[binding] = term
        return term

    def _bind_value(self, binding: Binding, scope: Scope) -> Term:
        term = self.reduce(binding.value, scope)
        if binding.path:
            return term
        declared = self._declaration(binding.name, scope)
        return self.make("declared", term, declared) if declared is not None else term

    def _declaration(self, name: str, scope: Scope) -> Term | None:
        for other in self.table(scope).by_name[name]:
            if other.kind == "annotated":
                assert isinstance(other.node, ast.AnnAssign)
                return self.reduce(other.node.annotation, scope)
        return None

    def _bind_annotated(self, binding: Binding, scope: Scope) -> Term:
        assert isinstance(binding.node, ast.AnnAssign)
        annotation = self.reduce(binding.node.annotation, scope)
        if binding.value is None:
            return self.make("annotated", annotation)
        return self.make("declared", self.reduce(binding.value, scope), annotation)

    def _bind_for(self, binding: Binding, scope: Scope) -> Term:
        return self.make("aiter" if binding.is_async else "iter", self.reduce(binding.value, scope))

    def _bind_with(self, binding: Binding, scope: Scope) -> Term:
        return self.make(
            "aenter" if binding.is_async else "enter", self.reduce(binding.value, scope)
        )

    def _bind_import(self, binding: Binding, scope: Scope) -> Term:
        alias = binding.node
        assert isinstance(alias, ast.alias)
        return self.make("module", alias.name if alias.asname else alias.name.partition(".")[0])

    def _bind_from(self, binding: Binding, scope: Scope) -> Term:
        stmt = binding.node
        assert isinstance(stmt, ast.ImportFrom)
        module = self.name.absolute(stmt)
        for alias in stmt.names:
            if (alias.asname or alias.name) == binding.name:
                return self.make("from", module, alias.name) if module else UNKNOWN
        return UNKNOWN

    def _bind_def(self, binding: Binding, scope: Scope) -> Term:
        return self.make("function", self.scopes[binding.node].identity)

    def _bind_class(self, binding: Binding, scope: Scope) -> Term:
        return self.make("class", self.scopes[binding.node].identity)

    def _bind_parameter(self, binding: Binding, scope: Scope) -> Term:
        arg = binding.node
        assert isinstance(arg, ast.arg)
        receiver = self._receiver(binding.name, scope)
        if receiver is not None:
            return receiver
        parameter = self.make("param", scope.identity, binding.name)
        if arg.annotation is None:
            return parameter
        annotation = self.reduce(arg.annotation, scope.parent or self.root)
        return self.make("declared", parameter, annotation)

    def _receiver(self, name: str, scope: Scope) -> Term | None:
        """``self`` or ``cls`` when *name* is the first parameter of a method."""
        owner = scope.parent
        node = scope.node
        if owner is None or owner.kind != "class" or not isinstance(node, _FUNCTIONS):
            return None
        first = [*node.args.posonlyargs, *node.args.args][:1]
        if not first or first[0].arg != name:
            return None
        decorators = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
        if "staticmethod" in decorators:
            return None
        is_class_method = "classmethod" in decorators or node.name in _IMPLICIT_CLASS_METHODS
        return self.make("cls" if is_class_method else "self", owner.identity)

    def _bind_class_test(self, binding: Binding, scope: Scope) -> Term:
        return self.make("annotated", self.reduce(binding.value, scope))

    def _bind_except(self, binding: Binding, scope: Scope) -> Term:
        return self.make("annotated", self.reduce(binding.value, scope))

    def _bind_alias(self, binding: Binding, scope: Scope) -> Term:
        return self.reduce(binding.value, scope)

    def _bind_outer(self, binding: Binding, scope: Scope) -> Term:
        return self.lookup(binding.name, scope.parent or self.root, None)

    def _bind_unknown(self, binding: Binding, scope: Scope) -> Term:
        return UNKNOWN

    def _name(self, expr: ast.Name, scope: Scope) -> Term:
        overlay = self._comprehension_term(expr, scope)
        if overlay is not None:
            return overlay
        place = self._place(expr)
        if isinstance(place, ast.With | ast.AsyncWith):
            earlier = self._bound_by_same_with(expr, place)
            if earlier is not None:
                return self.binding_term(earlier, scope)
        if self._has_walrus:
            walrus = self._walrus_in_statement(expr, scope, place)
            if walrus is not None:
                return self.binding_term(walrus, scope)
        return self.lookup(expr.id, scope, place)

    def bindings_read(self, expr: ast.Name, scope: Scope) -> tuple[Binding, ...]:
        """The bindings of *scope* itself that the name *expr*, one of its nodes, can read."""
        if self._comprehension_term(expr, scope) is not None:
            return ()
        place = self._place(expr)
        if isinstance(place, ast.With | ast.AsyncWith):
            earlier = self._bound_by_same_with(expr, place)
            if earlier is not None:
                return (earlier,)
        walrus = self._walrus_in_statement(expr, scope, place) if self._has_walrus else None
        return self.table(scope).reaching(expr.id, place) if walrus is None else (walrus,)

    def _place(self, node: ast.AST) -> ast.AST | None:
        """The statement (or handler, or case) whose own expressions *node* belongs to."""
        parent = self.parents.get(node)
        while parent is not None and not isinstance(parent, _STOP):
            if isinstance(parent, ast.Lambda):
                return None
            parent = self.parents.get(parent)
        return parent

    def _bound_by_same_with(self, expr: ast.Name, stmt: ast.With | ast.AsyncWith) -> Binding | None:
        """``with a() as x, x.b():`` binds x before the second item is evaluated."""
        if (expr.lineno, expr.col_offset) >= (stmt.body[0].lineno, stmt.body[0].col_offset):
            return None
        here = (expr.lineno, expr.col_offset)
        for binding in self.table(self.scope_at(stmt)).at(stmt):
            node = binding.node
            assert isinstance(node, ast.Name)
            if binding.name == expr.id and (node.lineno, node.col_offset) < here:
                return binding
        return None

    def _walrus_in_statement(
        self, expr: ast.Name, scope: Scope, place: ast.AST | None
    ) -> Binding | None:
        if scope.kind == "lambda" or place is None:
            return None
        for binding in self.table(scope).by_name.get(expr.id, ()):
            if binding.kind != "walrus" or self._place(binding.node) is not place:
                continue
            if (binding.node.lineno, binding.node.col_offset) < (expr.lineno, expr.col_offset):  # type: ignore[attr-defined]
                return binding
        return None

    def _comprehension_term(self, expr: ast.Name, scope: Scope) -> Term | None:
        """The element that *expr* stands for when a comprehension around it binds the name."""
        child: ast.AST = expr
        parent = self.parents.get(expr)
        while parent is not None and not isinstance(parent, ast.stmt | ast.Lambda):
            if isinstance(parent, COMPREHENSIONS):
                for generator in parent.generators:
                    if generator is child and self._is_inside(expr, generator.iter):
                        break
                    found = self._target_term(generator.target, expr.id, generator, scope)
                    if found is not None:
                        return found
            child, parent = parent, self.parents.get(parent)
        return None

    def _is_inside(self, node: ast.AST, ancestor: ast.AST) -> bool:
        while node is not ancestor:
            parent = self.parents.get(node)
            if parent is None or isinstance(parent, ast.stmt):
                return False
            node = parent
        return True

    def _target_term(
        self, target: ast.expr, name: str, generator: ast.comprehension, scope: Scope
    ) -> Term | None:
        form = "aiter" if generator.is_async else "iter"
        if isinstance(target, ast.Name):
            return (
                self.make(form, self.reduce(generator.iter, scope)) if target.id == name else None
            )
        if isinstance(target, ast.Tuple | ast.List):
            for index, element in enumerate(target.elts):
                if isinstance(element, ast.Name) and element.id == name:
                    return self.make(
                        "part", self.make(form, self.reduce(generator.iter, scope)), index
                    )
                if self._target_term(element, name, generator, scope) is not None:
                    return UNKNOWN
        if isinstance(target, ast.Starred):
            inner = self._target_term(target.value, name, generator, scope)
            return None if inner is None else UNKNOWN
        return None

    def _attribute(self, expr: ast.Attribute, scope: Scope) -> Term:
        base = self.reduce(expr.value, scope)
        return UNKNOWN if base == UNKNOWN else self.make("attr", base, expr.attr)

    def _call(self, expr: ast.Call, scope: Scope) -> Term:
        if isinstance(expr.func, ast.Name) and expr.func.id == "super" and not expr.args:
            owner = scope.enclosing_class
            return UNKNOWN if owner is None else self.make("super", owner.identity)
        func = self.reduce(expr.func, scope)
        if func == UNKNOWN:
            return UNKNOWN
        args = tuple(self._argument(arg, scope) for arg in expr.args)
        keywords = tuple(
            (keyword.arg or "**", self._argument(keyword.value, scope)) for keyword in expr.keywords
        )
        return self.make("call", func, args, keywords)

    def _argument(self, expr: ast.expr, scope: Scope) -> Term:
        """Arguments matter only where they may be a function, a class or an object."""
        if isinstance(expr, ast.Starred):
            return self.make(
                "star",
            )
        if isinstance(expr, _ARGUMENTS):
            return self.reduce(expr, scope)
        return UNKNOWN

    def _constant(self, expr: ast.Constant, scope: Scope) -> Term:
        if expr.value is None:
            return NONE
        if isinstance(expr.value, str):
            return self.make("text", expr.value if len(expr.value) < 200 else "")
        return self.make("const", type(expr.value).__name__, repr(expr.value)[:40])

    def _await(self, expr: ast.Await, scope: Scope) -> Term:
        return self.make("await", self.reduce(expr.value, scope))

    def _conditional(self, expr: ast.IfExp, scope: Scope) -> Term:
        return self.union((self.reduce(expr.body, scope), self.reduce(expr.orelse, scope)))

    def _bool(self, expr: ast.BoolOp, scope: Scope) -> Term:
        return self.union(tuple(self.reduce(value, scope) for value in expr.values))

    def _binary(self, expr: ast.BinOp, scope: Scope) -> Term:
        left, right = self.reduce(expr.left, scope), self.reduce(expr.right, scope)
        if left == UNKNOWN and right == UNKNOWN:
            return UNKNOWN
        return self.make("binop", type(expr.op).__name__, left, right)

    def _subscript(self, expr: ast.Subscript, scope: Scope) -> Term:
        base = self.reduce(expr.value, scope)
        if base == UNKNOWN:
            return UNKNOWN
        index = expr.slice
        parts = index.elts if isinstance(index, ast.Tuple) else [index]
        return self.make("item", base, tuple(self.reduce(part, scope) for part in parts))

    def _lambda(self, expr: ast.Lambda, scope: Scope) -> Term:
        if expr not in self.parents:
            return UNKNOWN
        return self.make("function", self.lambda_scope(expr).identity)

    def _walrus(self, expr: ast.NamedExpr, scope: Scope) -> Term:
        return self.reduce(expr.value, scope)

    def _tuple(self, expr: ast.Tuple, scope: Scope) -> Term:
        return self.make("tuple", tuple(self.reduce(element, scope) for element in expr.elts))

    def _list(self, expr: ast.List | ast.Set, scope: Scope) -> Term:
        if len(expr.elts) > _MAX_ALTERNATIVES:
            return self.make("list", UNKNOWN)
        return self.make(
            "list", self.union(tuple(self.reduce(element, scope) for element in expr.elts))
        )

    def _list_comprehension(self, expr: ast.ListComp | ast.SetComp, scope: Scope) -> Term:
        return self.make("list", self.reduce(expr.elt, scope))

    def _dict(self, expr: ast.Dict | ast.DictComp, scope: Scope) -> Term:
        return self.make("const", "dict", "")

    def _formatted(self, expr: ast.JoinedStr, scope: Scope) -> Term:
        return self.make("const", "str", "")


_ARGUMENTS = (ast.Name, ast.Attribute, ast.Lambda, ast.Call, ast.Constant, ast.BinOp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPLICIT_CLASS_METHODS = {"__new__", "__init_subclass__", "__class_getitem__"}
_UNPACKED = {"assign", "for", "with"}

Reducer = Callable[[ModuleTerms, Any, Scope], Term]
_REDUCERS: dict[type[ast.expr], Reducer] = {
    ast.Name: ModuleTerms._name,
    ast.Attribute: ModuleTerms._attribute,
    ast.Call: ModuleTerms._call,
    ast.Constant: ModuleTerms._constant,
    ast.Await: ModuleTerms._await,
    ast.IfExp: ModuleTerms._conditional,
    ast.BoolOp: ModuleTerms._bool,
    ast.BinOp: ModuleTerms._binary,
    ast.Subscript: ModuleTerms._subscript,
    ast.Lambda: ModuleTerms._lambda,
    ast.NamedExpr: ModuleTerms._walrus,
    ast.Tuple: ModuleTerms._tuple,
    ast.List: ModuleTerms._list,
    ast.Set: ModuleTerms._list,
    ast.ListComp: ModuleTerms._list_comprehension,
    ast.SetComp: ModuleTerms._list_comprehension,
    ast.GeneratorExp: ModuleTerms._list_comprehension,
    ast.Dict: ModuleTerms._dict,
    ast.DictComp: ModuleTerms._dict,
    ast.JoinedStr: ModuleTerms._formatted,
}
_BINDERS: dict[str, Callable[[ModuleTerms, Binding, Scope], Term]] = {
    "assign": ModuleTerms._bind_value,
    "walrus": ModuleTerms._bind_value,
    "annotated": ModuleTerms._bind_annotated,
    "for": ModuleTerms._bind_for,
    "with": ModuleTerms._bind_with,
    "import": ModuleTerms._bind_import,
    "from": ModuleTerms._bind_from,
    "def": ModuleTerms._bind_def,
    "class": ModuleTerms._bind_class,
    "param": ModuleTerms._bind_parameter,
    "narrow": ModuleTerms._bind_class_test,
    "match": ModuleTerms._bind_class_test,
    "except": ModuleTerms._bind_except,
    "alias": ModuleTerms._bind_alias,
    "outer": ModuleTerms._bind_outer,
    "del": ModuleTerms._bind_unknown,
    "other": ModuleTerms._bind_unknown,
}


def _is_bound_before(table: BindingTable, name: str, place: ast.AST | None) -> bool:
    """A class body runs from top to bottom: a name bound further down still means the outer one."""
    if place is None:
        return True
    line = getattr(place, "lineno", 0)
    return any(getattr(binding.node, "lineno", 0) < line for binding in table.by_name[name])


def is_none(expr: ast.expr | None) -> bool:
    """Whether *expr* is the literal ``None``."""
    return isinstance(expr, ast.Constant) and expr.value is None


def text_term(text: str) -> Term:
    """The term of an annotation written as a string; its names are those of its module."""
    try:
        expr = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return UNKNOWN
    nothing = ModuleTerms(Source("", b"", ast.Module([], [])), ModuleName(""))
    return nothing.reduce(expr, nothing.root)
