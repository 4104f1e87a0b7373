"""Which Pythons never run a part of a file, by the tests of ``sys.version_info`` around and before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_asyncpitfalls.semantics.source.node_fields import block_of
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

Version = tuple[int, ...]
_INFO = frozenset({"sys.version_info", "version_info"})
_EXITS = ast.Return | ast.Raise | ast.Continue | ast.Break
_PARTS = {"sys.version_info.major": (), "sys.version_info[0]": (), "sys.version_info.minor": (3,)}
"""Single numbers of a version, with those that stand before them."""


class VersionTests:
    """Answers for one module; what a block of statements asks is read once."""

    def __init__(self, terms: ModuleTerms) -> None:
        self._terms = terms
        self._left: dict[ast.stmt, list[tuple[int, Version]]] = {}
        self._known: dict[tuple[ast.expr, bool], Version | None] = {}

    def below_at(self, node: ast.AST) -> Version | None:
        """The version, (3, 9), that every Python which gets to *node* is older than; None: any may.

        Source: https://docs.python.org/3/library/sys.html#sys.version_info
        """
        if not self._terms.source.mentions(b"version_info"):
            return None
        return min(self._found(node), default=None)

    def _found(self, node: ast.AST) -> Iterator[Version]:
        """The same by each test that has come out one way where *node* runs."""
        while not isinstance(node, ast.Module):
            parent = self._terms.parents[node]
            below = None
            if isinstance(parent, ast.If) and node is not parent.test:
                below = self._below(parent.test, outcome=node not in parent.orelse)
            elif isinstance(parent, ast.IfExp) and node is not parent.test:
                below = self._below(parent.test, outcome=node is parent.body)
            if below is not None:
                yield below
            if isinstance(node, ast.stmt):
                left = self._leaving(block_of(node, parent))
                yield from (older for line, older in left if line < node.lineno)
            node = parent

    def _leaving(self, block: list[ast.stmt]) -> list[tuple[int, Version]]:
        """From which lines of *block* on only Pythons before which version are left, ever older ones."""
        if not block:
            return []
        known = self._left.get(block[0])
        if known is None:
            known = self._left[block[0]] = []
            for stmt in block:
                if isinstance(stmt, ast.If) and isinstance(stmt.body[-1], _EXITS):
                    below = self._below(stmt.test, outcome=False)
                    if below is not None and (not known or below < known[-1][1]):
                        known.append((stmt.lineno, below))
        return known

    def _below(self, test: ast.expr, *, outcome: bool) -> Version | None:
        if (test, outcome) not in self._known:
            self._known[test, outcome] = _below(test, self._terms, outcome=outcome)
        return self._known[test, outcome]


def _below(test: ast.expr, terms: ModuleTerms, *, outcome: bool) -> Version | None:
    """The version that a Python is older than for which *test* comes out as *outcome*."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _below(operand, terms, outcome=not outcome)
        case ast.BoolOp(op=op, values=values):
            found = [_below(value, terms, outcome=outcome) for value in values]
            known = [below for below in found if below is not None]
            if isinstance(op, ast.And) is outcome:
                return min(known, default=None)  # all of them hold
            return max(known) if len(known) == len(found) else None
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _of_comparison(left, op, right, outcome=outcome)
        case ast.Name(id=name):
            bindings = terms.table(terms.root).by_name.get(name, [])
            value = bindings[0].value if len(bindings) == 1 and not bindings[0].path else None
            is_told = isinstance(value, ast.Compare | ast.UnaryOp | ast.BoolOp)
            return _below(value, terms, outcome=outcome) if value and is_told else None
    return None


def _of_comparison(
    left: ast.expr, op: ast.cmpop, right: ast.expr, *, outcome: bool
) -> Version | None:
    version = _version(left, right)
    if version is None:
        return None
    if isinstance(op, ast.Lt if outcome else ast.GtE):
        return version
    if isinstance(op, (ast.LtE, ast.Eq) if outcome else (ast.Gt, ast.NotEq)):
        # A whole version is longer than the two numbers, and so never equal to them.
        is_whole = unparsed(left) in _INFO
        return version if is_whole else (*version[:-1], version[-1] + 1)
    return None


def _version(left: ast.expr, right: ast.expr) -> Version | None:
    """What *left*, of ``sys.version_info``, is compared with."""
    text = unparsed(left).replace("[0:", "[:")
    match right:
        case ast.Constant(value=int() as number) if text in _PARTS:
            return (*_PARTS[text], number)
        case ast.Tuple(elts=[_, *_] as parts) if text.partition("[:")[0] in _INFO:
            numbers = [part.value for part in parts if isinstance(part, ast.Constant)]
            whole = tuple(number for number in numbers if isinstance(number, int))
            return whole if len(whole) == len(parts) else None
    return None
