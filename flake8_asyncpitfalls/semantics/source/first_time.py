"""Guards that let code run once a process: ``global x; if x is None: x = make()``.

What is tested may be a global, an attribute of a class or of another global object, or an entry of a
global dictionary under a constant key: by itself, by ``hasattr``, ``getattr``, ``in`` or ``len``.
So is what installs a package where it is missing. ``if reload or x is None`` is such a guard as long as the
parameter ``reload`` keeps its default, which is false.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from flake8_asyncpitfalls.semantics.source.node_fields import last_name, walked

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_MISSING = ("ImportError", "ModuleNotFoundError")
_INSTALLS = re.compile(r"\bpip3?\b.*\binstall\b", re.DOTALL)
Flags = tuple[str, ...]
"""Names of parameters."""
_CLOSED = (*_FUNCTIONS, ast.Lambda, ast.Module, ast.ClassDef)


class OnceGuards:
    """Says of places whether a guard lets them run once; what a block says is worked out once.

    The guarded code sets what the guard tests, in the same function. *parents* are the nodes around
    each node.
    """

    def __init__(self, parents: Mapping[ast.AST, ast.AST]) -> None:
        self._parents = parents
        self._known: dict[ast.stmt, Flags | None] = {}
        self._left: dict[ast.AST, dict[ast.stmt, Flags | None]] = {}
        self._own: dict[ast.AST, frozenset[str]] = {}
        self._read: dict[ast.AST, dict[str, str]] = {}

    def runs_once(self, node: ast.AST) -> bool:
        """Whether *node* runs only once, as far as the guards around it and before it tell."""
        return self.flags(node) is not None

    def flags(self, node: ast.AST) -> Flags | None:
        """The parameters that must be false for *node* to run only once; None where it may run more often."""
        while not isinstance(node, ast.stmt):
            if isinstance(node, (ast.Lambda, ast.Module)):
                return None
            node = self._parents[node]
        chain: list[ast.stmt] = []
        while node not in self._known and not isinstance(node, _CLOSED):
            if isinstance(node, ast.stmt):
                chain.append(node)
            node = self._parents[node]
        found = self._known.get(node) if isinstance(node, ast.stmt) else None
        for stmt in reversed(chain):
            found = self._known[stmt] = self._guarded(stmt) if found is None else found
        return found

    def _guarded(self, stmt: ast.stmt) -> Flags | None:
        """What ``flags`` says of the statement around *stmt*, and of those before it in its block."""
        parent = self._parents[stmt]
        if _is_module_missing(parent) and _installs(getattr(parent, "body", [])):
            return ()
        if isinstance(parent, ast.If) and any(stmt is inner for inner in parent.body):
            test, flags = self._without_flags(parent.test, ast.Or, parent)
            if self._holds(_unset(test), parent.body, parent):
                return flags
        if parent not in self._left:
            self._left[parent] = self._left_before(getattr(parent, "body", []), parent)
        return self._left[parent].get(stmt)

    def _left_before(self, block: list[ast.stmt], parent: ast.AST) -> dict[ast.stmt, Flags | None]:
        """For each statement of *block* what an ``if x: return`` before it says as such a guard."""
        left: Flags | None = None
        found = {}
        for number, stmt in enumerate(block):
            found[stmt] = left
            if left is None and isinstance(stmt, ast.If) and not stmt.orelse:
                if isinstance(stmt.body[-1], ast.Return):
                    test, flags = self._without_flags(stmt.test, ast.And, stmt)
                    if self._holds(_set(test), block[number + 1 :], parent):
                        left = flags
        return found

    def _without_flags(
        self, test: ast.expr, kind: type[ast.boolop], around: ast.AST
    ) -> tuple[ast.expr, Flags]:
        """*test* without the parameters that ask for another run, and these.

        They stand beside ``or``, or behind ``not`` beside ``and``, as *kind* says.
        """
        if not isinstance(test, ast.BoolOp) or not isinstance(test.op, kind):
            return test, ()
        names = {_flag(value, kind): value for value in test.values}
        while not isinstance(around, _CLOSED):
            around = self._parents[around]
        flags = names.keys() & _false_by_default(around)
        rest = [value for value in test.values if _flag(value, kind) not in flags]
        if not flags or not rest:
            return test, ()
        is_one = len(rest) == 1
        return (rest[0] if is_one else ast.BoolOp(test.op, rest)), tuple(sorted(flags))

    def _holds(self, name: str, body: list[ast.stmt], around: ast.AST) -> bool:
        """Whether *name* outlives the function that *around* is in, and *body* sets it."""
        if not name:
            return False
        while not isinstance(around, _CLOSED):
            around = self._parents[around]
        if not isinstance(around, _FUNCTIONS):
            return False
        # Little code is guarded so; to go over the whole function for each place costs too much.
        if around not in self._own:
            self._own[around] = _own_names(around)
            self._read[around] = _read_from(around)
        if name in self._own[around]:
            name = self._read[around].get(name, name)
        return name.partition(".")[0] not in self._own[around] and _sets(name, body)


def _flag(value: ast.expr, kind: type[ast.boolop]) -> str:
    """The variable that *value* is, or beside ``and`` what it denies."""
    if kind is ast.And:
        is_denied = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
        value = value.operand if is_denied else ast.Constant(None)  # type: ignore[attr-defined]
    return value.id if isinstance(value, ast.Name) else ""


def _false_by_default(function: ast.AST) -> set[str]:
    """The parameters of *function* whose default is false."""
    if not isinstance(function, _FUNCTIONS):
        return set()
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(plain[::-1], arguments.defaults[::-1], strict=False)]
    pairs += [
        (arg, value)
        for arg, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if value
    ]
    return {
        argument.arg
        for argument, default in pairs
        if isinstance(default, ast.Constant) and default.value is not ... and not default.value
    }


def _is_module_missing(block: ast.AST) -> bool:
    """Whether *block* runs where a package cannot be imported."""
    if isinstance(block, ast.ExceptHandler):
        return isinstance(block.type, ast.Name) and block.type.id in _MISSING
    calls = walked(block.test) if isinstance(block, ast.If) else ()
    return any(isinstance(node, ast.Call) and last_name(node.func) == "find_spec" for node in calls)


def _installs(body: Iterable[ast.stmt]) -> bool:
    """Whether the texts in *body* make a command that installs a package."""
    nodes = (node for stmt in body for node in walked(stmt))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return _INSTALLS.search(" ".join(text for text in texts if isinstance(text, str))) is not None


def _unset(test: ast.expr) -> str:
    """The name of which *test* says that it is not set yet, or ''."""
    match test:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return _asked(left)
        case ast.Compare(left=key, ops=[ast.NotIn()], comparators=[owner]):
            return _entry(owner, key)
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="len"), args=[owner]),
            ops=[ast.Eq()],
            comparators=[ast.Constant(value=0)],
        ):
            return _name(owner)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _set(operand)
        case ast.BoolOp(op=ast.And(), values=values):
            return next(filter(None, map(_unset, values)), "")
        case ast.BoolOp(op=ast.Or(), values=values):
            return _same(_unset(value) for value in values)
    return ""


def _same(names: Iterable[str]) -> str:
    """The one name that *names* are, or ''."""
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _set(test: ast.expr) -> str:
    """The name of which *test* says that it is set, or ''."""
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return _asked(left)
        case ast.Compare(left=key, ops=[ast.In()], comparators=[owner]):
            return _entry(owner, key)
        case ast.Call(func=ast.Name(id="hasattr"), args=[owner, ast.Constant(value=str(name))]):
            return _member(owner, name)
        case ast.BoolOp(op=ast.And(), values=values):
            return _same(_set(value) for value in values)
    return _asked(test)


def _asked(expr: ast.expr) -> str:
    """The name whose value *expr* is, or None where it is not set."""
    match expr:
        case ast.Call(
            func=ast.Name(id="getattr"),
            args=[owner, ast.Constant(value=str(name)), ast.Constant(value=None)],
        ):
            return _member(owner, name)
        case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[key], keywords=[]):
            return _entry(owner, key)
    return _name(expr)


def _name(expr: ast.expr) -> str:
    match expr:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=attribute):
            return _member(owner, attribute)
        case ast.Subscript(value=owner, slice=key):
            return _entry(owner, key)
    return ""


def _member(owner: ast.expr, name: str) -> str:
    return f"{owner.id}.{name}" if isinstance(owner, ast.Name) else ""


def _entry(owner: ast.expr, key: ast.expr) -> str:
    """``owner.[key]`` for a constant key: one that is computed may be another each time."""
    if isinstance(owner, ast.Name) and isinstance(key, ast.Constant):
        return f"{owner.id}.[{key.value!r}]"
    return ""


def _own_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The names that mean something else at each call: parameters but the class, and variables."""
    arguments = function.args
    names = {arg.arg for arg in walked(arguments) if isinstance(arg, ast.arg)}
    names |= {
        node.id
        for node in walked(function)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    names -= {
        name for node in walked(function) if isinstance(node, ast.Global) for name in node.names
    }
    decorators = {_name(decorator) for decorator in function.decorator_list}
    if decorators & {"classmethod", "builtins.classmethod"} and arguments.args:
        names.discard(arguments.args[0].arg)
    return frozenset(names)


def _read_from(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, str]:
    """Variables that first hold what may not be set yet: ``pool = getattr(cache, "pool", None)``."""
    found: dict[str, str] = {}
    for node in walked(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name):
                found.setdefault(target.id, _asked(node.value))
    return {name: asked for name, asked in found.items() if asked and asked != name}


def _sets(name: str, body: Iterable[ast.stmt]) -> bool:
    return any(name in _set_by(node) for stmt in body for node in walked(stmt))


def _set_by(node: ast.AST) -> Iterator[str]:
    """The names that *node* gives a value."""
    match node:
        case ast.Assign(targets=targets):
            yield from map(_name, targets)
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            yield _name(target)
        case ast.Call(func=ast.Name(id="setattr"), args=[owner, ast.Constant(value=str(name)), _]):
            yield _member(owner, name)
