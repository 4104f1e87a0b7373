"""Expressions reduced to terms: what a module's text alone says of where a value comes from.

A term is a nested tuple that names no syntax node and no position in the tree, so that it can be
stored, and evaluated later with the modules it mentions at hand (``inference/evaluator.py``). Local names,
branches and unpacking are resolved here; names of the module, of builtins and of other modules are
left as names. The forms:

===================================  ==============================================================
``("unknown",)``                     nothing is known
``("none",)``                        ``None``
``("const", "int", "5")``            a literal of that builtin class, with its ``repr``
``("const", "str", "/proc")``        a text that is put together, in that folder of the kernel's, or ""
``("text", "...")``                  a string literal, which an annotation may hold
``("true", term)``                   an argument that is certainly true
``("global", name)``                 a name of this module, or a builtin
``("module", dotted)``               an imported module
``("from", module, name)``           ``from module import name``
``("function", id)``                 a function or lambda of this module
``("class", id)``                    a class of this module
``("self", id)`` / ``("cls", id)``   the instance / class that a method of class *id* was called on
``("super", id)``                    ``super()`` in a method of class *id*
``("param", function, name)``        a parameter, as far as a caller is known
``("provided", param, call)``        a parameter that has this call as its default
``("attr", term, name)``             ``term.name``
``("call", term, args, keywords)``   ``term(...)``; *keywords* are name-term pairs, ``**``
``("await", term)``                  ``await term``
``("enter", term)``/``("aenter", …)``  what ``with`` / ``async with`` binds
``("iter", term)`` / ``("aiter", …)``  an element that ``for`` / ``async for`` gives
``("item", term, (index terms))``    ``term[...]``
``("binop", op, left, right)``       a binary operation (``Div``, ``BitOr``, …)
``("part", term, index)``            element *index* of an unpacked value
``("tuple", terms)``                 a display
``("list", t)`` / ``("set", t)``     a display, or a comprehension
``("empty", "list")``                a new container without anything in it
``("dict", key, value)``             a display of a mapping
``("filled", term, terms)``          a container and what is put into it later
``("agen", term)``                   a generator expression that is iterated with ``async for``
``("union", terms)``                 one of these, depending on the path taken
``("annotated", term)``              an instance of what the annotation *term* names
``("declared", value, annotation)``  a variable with an annotation
``("tested", value, classes)``       an attribute that ``isinstance`` has found to be of *classes*
``("stable", once, twice)``          a variable that a loop makes from its own earlier value: what one
                                     round and what two give, which is known where they agree
``("question", question)``           in tests only: ``iscoroutinefunction`` and its like, ``hasattr``
``("never",)``                       a value that nothing has had yet; in no term that is handed out
===================================  ==============================================================
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, Literal, Protocol

from flake8_asyncpitfalls.semantics.scopes.binding_table import BindingTable
from flake8_asyncpitfalls.semantics.scopes.scope import Binding, Scope
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName

TermKind = Literal[
    "unknown", "none", "const", "text", "global", "module", "from", "function", "class", "self",
    "cls", "super", "param", "provided", "attr", "call", "await", "enter", "aenter", "iter", "aiter",
    "item", "binop", "part", "tuple", "list", "set", "agen", "union", "annotated", "declared", "star",
    "true", "never", "stable", "question", "empty", "dict", "filled",
    "tested",
]  # fmt: skip


class Term(tuple[Any, ...]):
    """One term; terms of a module are interned, so equality is identity and hashing is cheap.

    (Plain tuples hash their whole tree each time, and shared parts make that exponential.)
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def __str__(self) -> str:
        """The term as a person would write it, for ``--reveal`` and for messages of tests."""
        return _written(self)


KERNEL_FOLDERS = ("/proc", "/sys")
"""What is in them is made up when it is read: it is on no disk."""
UNKNOWN = Term(("unknown",))
NONE = Term(("none",))
NEVER = Term(("never",))


class Lowering(Protocol):
    """What the functions that lower one kind of expression or binding ask of the whole."""

    @property
    def name(self) -> ModuleName:
        """What the module is called."""

    @property
    def root(self) -> Scope:
        """The module's own scope."""

    @property
    def parents(self) -> Mapping[ast.AST, ast.AST]:
        """The node around each."""

    @property
    def scopes(self) -> Mapping[ast.AST, Scope]:
        """The scopes of definitions and lambdas."""

    @property
    def places(self) -> dict[ast.AST, ast.AST | None]:
        """The statements around nodes that are deep in a long expression."""

    @property
    def has_walrus(self) -> bool:
        """Whether a ``:=`` may stand in the module."""

    @property
    def attributes_tested(self) -> frozenset[str]:
        """The names of the attributes that ``isinstance`` is asked about in the module."""

    def make(self, kind: TermKind, *parts: Any) -> Term:
        """The term of that kind with these parts."""

    def union(self, terms: tuple[Term, ...]) -> Term:
        """One of *terms*."""

    def reduce(self, expr: ast.expr | None, scope: Scope) -> Term:
        """The term of *expr*, which is evaluated in *scope*."""

    def annotation(self, expr: ast.expr | None, scope: Scope) -> Term:
        """The term for an instance of what the annotation *expr* names."""

    def one_meaning(self, name: str, scope: Scope) -> Term | None:
        """What *name* means wherever in *scope* it is read; None where the place of the read decides."""

    def lookup(self, name: str, scope: Scope, place: ast.AST | None) -> Term:
        """What *name* means in *scope* at the statement *place* (None: at the scope's end)."""

    def binding_term(self, binding: Binding, scope: Scope) -> Term:
        """The term of the value that *binding*, made in *scope*, gives its name."""

    def table(self, scope: Scope) -> BindingTable:
        """The bindings of *scope*."""

    def bindings_read(self, expr: ast.Name, scope: Scope) -> tuple[Binding, ...]:
        """The bindings in *scope* whose values the name *expr* can have."""

    def scope_at(self, node: ast.AST) -> Scope:
        """The scope in which *node*, one of its nodes, is evaluated."""


_SHAPES = {
    "unknown": "unknown", "none": "None", "const": "{2}", "text": "'{1}'", "global": "{1}",
    "module": "module {1}", "from": "{1}.{2}", "function": "def {1}", "class": "class {1}",
    "self": "self of {1}", "cls": "cls of {1}", "super": "super of {1}",
    "param": "{2} of {1}", "provided": "{1} from {2}", "attr": "{1}.{2}", "await": "await {1}",
    "enter": "with {1}", "aenter": "async with {1}", "iter": "for {1}", "aiter": "async for {1}",
    "item": "{1}[{2}]", "binop": "{2} {1} {3}", "part": "part {2} of {1}", "tuple": "({1})",
    "list": "[{1}]", "set": "{{{1}}}",
    "empty": "{1}()", "dict": "{{{1}: {2}}}", "filled": "{1} with {2}",
    "agen": "async generator over {1}", "annotated": "instance of {1}",
    "declared": "{1} declared as {2}", "tested": "{1} tested for {2}",
}  # fmt: skip


def _written(term: Any) -> str:
    if not isinstance(term, tuple):
        return str(term)
    if not isinstance(term, Term):
        return ", ".join(map(_written, term))
    if term[0] == "call":
        keywords = (f"{name}={_written(value)}" for name, value in term[3])
        return f"{_written(term[1])}({', '.join((*map(_written, term[2]), *keywords))})"
    if term[0] == "union":
        return " or ".join(map(_written, term[1]))
    parts = [_written(part) for part in term]
    shape = _SHAPES.get(term[0])
    return f"{term[0]}({', '.join(parts[1:])})" if shape is None else shape.format(*parts)
