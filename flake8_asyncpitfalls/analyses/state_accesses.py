"""What a function reads and writes of state that outlives it, itself or through what it calls.

State is an attribute of the method's object, a variable of a module or of a function around it, and
what hangs on one of them: ``self.registry.users``; or the file at a path. Methods, properties and
functions of the project count as what they do, to a few steps down; what they are given stands for
their parameters, so that ``self.find(name)`` reads the entry that ``self.users[name] = user`` writes.
"""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.entry_keys import (
    OBJECT,
    UNKNOWN_KEY,
    WHOLE,
    given_key,
    is_plain,
    key_of,
)
from flake8_asyncpitfalls.analyses.file_accesses import (
    METADATA,
    file_marker,
    is_moving,
    mode_of,
    paths_of,
    writes,
)
from flake8_asyncpitfalls.analyses.object_changes import CHANGING, is_empty_container
from flake8_asyncpitfalls.analyses.passed_arguments import passed, run_by, taken_by
from flake8_asyncpitfalls.analyses.replaced_members import wrapped_method
from flake8_asyncpitfalls.analyses.thread_sharing import is_local_value
from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.control_flow import suspensions
from flake8_asyncpitfalls.semantics.source.node_fields import start_name
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.semantics.terms.variable_uses import VariableUses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

Place = tuple[str, ...]
"""Where the state is: ``self`` or the owner of a variable, then names of attributes."""
OWN, FILE = "self", "file at"
_DEPTH, _MOST_OPTIONS = 3, 4
_ASKING = frozenset({"get", "index", "count"})
_KEYED = frozenset({"add", "append", "discard", "pop", "remove", "setdefault"})
_OF_PATHS = ("pathlib.", "os.path.", "os.getenv", "posixpath.")
_NEW, _LASTING = "made_anew", "lasts"
_OF_CONTAINERS = ("builtins", "collections")
_RENAMING = frozenset({"remove", "rename", "replace", "rmdir", "unlink"})
_RAISING = frozenset({"pop", "popitem", "popleft", "remove"})


class Access(NamedTuple):
    """One reading or writing of the entry *key* of what is at *place*."""

    place: Place
    key: str
    is_write: bool = False
    empties: bool = False
    """It leaves nothing there."""
    removes: bool = False
    """It fails where nothing is there."""
    adds: bool = False
    """What is there stays."""
    asks: bool = False
    """It asks whether the entry is there."""
    renames: bool = False
    """It takes the name of a file away or gives it to another, which tells who finds none."""

    @property
    def told(self) -> str:
        """The place in words."""
        first, *rest = self.place
        return f"{first} {rest[0]}" if " " in first else ".".join(self.place)

    def meets(self, other: Access) -> bool:
        """Whether this reading can see what the writing *other* does."""
        if self.place != other.place:
            return False
        if UNKNOWN_KEY in (self.key, other.key):
            return False
        return other.key == WHOLE or self.key in (WHOLE, other.key)

    def may_meet(self, other: Access) -> bool:
        """Whether this reading asks for an entry, and the writing *other* is of one that may be it.

        ``users.get(name)`` and ``users[user.name] = user``, say, but no two variables.
        """
        is_entry = other.key not in (WHOLE, OBJECT) and not is_plain(other.key)
        return self.asks and is_entry and self.place == other.place


class Held:
    """Keeps the tree of a module while somebody who asks about others has nodes of it in hand."""


class Accesses:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self._model = model
        # By how far it may be looked for, so that nothing depends on who asks first.
        self._known: dict[tuple[FunctionSummary, int], frozenset[Access]] = {}

    def of(self, function: FunctionSummary) -> list[tuple[ast.expr, Access]]:
        """What *function* does, each with the expression that does it."""
        return list(_Reader(self._model, function, self, _DEPTH).all())

    def inside(self, function: FunctionSummary, depth: int) -> frozenset[Access]:
        """What calling *function* does before it first waits, itself or at most *depth* steps down."""
        if not depth or function.module.is_stub:
            return frozenset()
        known = self._known.get((function, depth))
        if known is None:
            reader = _Reader(self._model, function, self, depth)
            known = frozenset(access for node, access in reader.all() if reader.is_at_once(node))
            self._known[function, depth] = known
        return known


class _Reader:
    """Reads one function."""

    def __init__(
        self, model: SemanticModel, function: FunctionSummary, accesses: Accesses, depth: int
    ) -> None:
        function.module.hold(self)
        self._model = model
        self._function = function
        self._accesses = accesses
        self._depth = depth
        self._is_here = function.module is model.module
        self._terms = model.terms if self._is_here else function.module.terms
        self._scope = model.scope_in_tree(function) if self._is_here else function.scope
        self._uses = VariableUses(self._terms)
        waits = [getattr(n, "lineno", 0) for n in suspensions(self._scope.body)]
        self._first_wait = min(waits, default=0)

    def is_at_once(self, node: ast.expr) -> bool:
        """Whether *node* runs before the function first waits."""
        return not self._first_wait or node.lineno <= self._first_wait

    def all(self) -> Iterator[tuple[ast.expr, Access]]:
        """All that the function does."""
        nodes: list[ast.Attribute | ast.Name] = [*self._scope.of_type(ast.Attribute)]
        for node in [*nodes, *self._scope.of_type(ast.Name)]:
            if not isinstance(self._parent(node), ast.Attribute):
                for access in self._of_chain(node):
                    yield node, access
        for call in self._scope.of_type(ast.Call):
            accesses = (self._of_call(call), self._of_wrapped(call), self._of_asking(call))
            for access in chain.from_iterable(accesses):
                yield call, access

    def _parent(self, node: ast.AST) -> ast.AST:
        return self._terms.parents[node]

    def _of_chain(self, node: ast.Attribute | ast.Name) -> Iterator[Access]:
        """What is done with the outermost attribute, or the variable, that *node* is."""
        parent = self._parent(node)
        if isinstance(parent, ast.Call) and parent.func is node:
            owner = self._place(node.value) if isinstance(node, ast.Attribute) else None
            if isinstance(node, ast.Attribute) and owner and len(owner) > 1:
                name = "" if self._is_of_other_class(node) else node.attr
                yield self._of_method(owner, name, parent)
                yield from _of_prefixes(owner)
            return
        place = self._place(node)
        if place is None or len(place) < 2:
            return
        yield from _of_prefixes(place)
        yield from self._of_use(node, place, parent)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield from self._of_property(node)

    def _of_use(self, node: ast.expr, place: Place, parent: ast.AST) -> Iterator[Access]:
        match parent:
            case ast.Subscript(value=value, slice=key, ctx=ctx) if value is node:
                text = key_of(key)
                is_changed = isinstance(self._parent(parent), ast.AugAssign)
                if isinstance(ctx, ast.Load) or is_changed:
                    yield Access(place, text)
                if not isinstance(ctx, ast.Load):
                    yield Access(place, text, True, removes=isinstance(ctx, ast.Del))
                return
            case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()]) if key is not node:
                yield Access(place, key_of(key), asks=True)
                return
            case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
                yield Access(place, OBJECT)
                return
        is_read = isinstance(getattr(node, "ctx", None), ast.Load)
        if is_read or (isinstance(parent, ast.AugAssign) and parent.target is node):
            yield Access(place, WHOLE)
        if not is_read:
            is_empty = isinstance(parent, ast.Assign) and is_empty_container(parent.value)
            yield Access(place, WHOLE, True, empties=is_empty)

    def _of_method(self, place: Place, name: str, call: ast.Call) -> Access:
        """What a container's method does; any other reads which object it is."""
        key = key_of(call.args[0]) if call.args else WHOLE
        if name in CHANGING:
            removes = name in _RAISING and len(call.args) < 2
            key = key if name in _KEYED else WHOLE
            adds = name in ("add", "append", "extend", "setdefault")
            return Access(place, key, True, name == "clear", removes, adds)
        if name in _ASKING and call.args:
            return Access(place, key, asks=True)
        return Access(place, WHOLE if name in ("items", "keys", "values", "copy") else OBJECT)

    def _is_of_other_class(self, method: ast.Attribute) -> bool:
        """Whether *method* is certainly of a class that is no container of Python's own."""
        return any(
            isinstance(option, FunctionValue)
            and option.summary.module.name.dotted not in _OF_CONTAINERS
            for option in options_of(self._value(method))
        )

    def _of_property(self, node: ast.Attribute) -> Iterator[Access]:
        members = self._model.types.members
        base = self._place(node.value)
        for option in options_of(self._value(node.value)) if base else ():
            if isinstance(option, Instance) and not option.summary.module.is_stub:
                getter = members.property_getter(option, node.attr)
                if getter is not None:
                    for access in self._accesses.inside(getter.summary, self._depth - 1):
                        yield from _moved(access, base, {})

    def _of_call(self, call: ast.Call) -> Iterator[Access]:
        """What the functions of the project that *call* runs do, in a thread as well."""
        passing = run_by(call, self._model) if self._is_here else passed(call)
        func, is_same = passing.func, passing.func is call.func
        options = [o for o in options_of(self._value(func)) if isinstance(o, FunctionValue)]
        for option in options if len(options) <= _MOST_OPTIONS else ():
            summary = option.summary
            if summary.module.is_stub:
                yield from self._of_file(call if is_same else passing.as_call(), summary)
                continue
            if summary.is_generator and not isinstance(self._parent(call), ast.withitem):
                continue
            if summary.is_async and not isinstance(self._parent(call), ast.Await):
                continue
            base = self._place(func.value) if isinstance(func, ast.Attribute) else None
            given = {name: self._path(expr) or _NEW for name, expr in taken_by(option, passing)}
            if isinstance(func, ast.Attribute):
                given["self"] = OWN if _is_super(func.value) else key_of(func.value)
            elif summary.scope.parent is self._function.scope:
                # A function inside knows the object and the variables of the one around it.
                base = (OWN,)
                given = {name: name for name in self._terms.table(self._scope).by_name} | given
            for access in self._accesses.inside(summary, self._depth - 1):
                yield from _moved(access, base, given)

    def _of_wrapped(self, call: ast.Call) -> Iterator[Access]:
        """What the method does that *call* names, where a decorator has put another in its place."""
        func = call.func
        if not isinstance(func, ast.Attribute) or (base := self._place(func.value)) is None:
            return
        options = (one for one in options_of(self._value(func)) if isinstance(one, FunctionValue))
        if func.attr in (named := {one.summary.name for one in options}) or not named:
            return
        wrapped = wrapped_method(self._model, self._value(func.value), func.attr)
        if wrapped and (not wrapped.is_async or isinstance(self._parent(call), ast.Await)):
            for access in self._accesses.inside(wrapped, self._depth - 1):
                yield from _moved(access, base, {"self": key_of(func.value)})

    def _of_asking(self, call: ast.Call) -> Iterator[Access]:
        """What is asked for by a name: ``hasattr(self, "client")``, but of no ``threading.local``."""
        match call.func, call.args:
            case ast.Name(id="hasattr" | "getattr"), [of, ast.Constant(value=str(name)), *_]:
                owner = self._place(of) or self._lasting(of)
                if owner is not None and not is_local_value(self._model.types, self._value(of)):
                    yield Access((*owner, name), WHOLE)

    def _of_file(self, call: ast.Call, function: FunctionSummary) -> Iterator[Access]:
        """What *call* of a library's *function* does to files."""
        marker = file_marker(function)
        if marker is None or mode_of(call, function).startswith("a"):
            return
        is_writing = writes(call, marker, function)
        # Who makes an empty file anew is not told that it is there.
        is_brief = marker.args[0] == METADATA and function.name != "touch"
        if is_brief and function.name in _RENAMING:
            is_writing = True
        elif marker.keywords.get("repeatable") or (is_writing and is_brief):
            # Who makes a folder or a link tells whether it was there.
            return
        paths = list(paths_of(call, marker, function))
        for number, expr in enumerate(paths):
            text = self._path(expr)
            is_target = len(paths) == 1 or number == 1 or not is_moving(function)
            if text:
                is_written = is_writing and (is_target or is_brief)
                yield Access((FILE, text), WHOLE, is_written, renames=is_written and is_brief)

    def _path(self, expr: ast.expr, depth: int = 4) -> str:
        """The path *expr* as a text; '' where it is made anew each time."""
        text = unparsed(expr)
        for node in ast.walk(expr):
            if isinstance(node, ast.Call) and not self._is_of_paths(node):
                return ""
            if isinstance(node, ast.Name) and depth:
                made = self._made(node)
                if made is not None and (
                    not isinstance(made, ast.expr) or not self._path(made, depth - 1)
                ):
                    return ""
        if isinstance(expr, ast.Name) and depth:
            made = self._made(expr)
            return self._path(made, depth - 1) if isinstance(made, ast.expr) else text
        match expr:
            case ast.Call(func=ast.Name(id="Path" | "str"), args=[inner]):
                return self._path(inner, depth - 1) if depth else text
        return text

    def _made(self, name: ast.Name) -> ast.AST | None:
        """What makes the local variable *name*, where that is one assignment, or a ``with``."""
        if self._uses.owner(name.id, self._scope) is not self._scope:
            return None
        bindings = self._terms.table(self._scope).by_name[name.id]
        if any(one.kind == "with" for one in bindings):
            return bindings[0].node
        only = bindings[0]
        is_plain = len(bindings) == 1 and only.kind == "assign" and not only.path
        return only.value if is_plain else None

    def _is_of_paths(self, call: ast.Call) -> bool:
        """Whether *call* gives the same path each time: what other modules give may be new."""
        root = start_name(call)
        if not root or self._uses.owner(root, self._scope) is not self._terms.root:
            return True
        term = self._function.module.global_term(root)
        if term is None or term[0] not in ("module", "from"):
            return True
        value = self._value(call.func)
        return name_of(value).startswith(_OF_PATHS) or all(
            isinstance(option, FunctionValue) and not option.summary.module.is_stub
            for option in options_of(value)
        )

    def _value(self, expr: ast.expr) -> Value:
        if self._is_here:
            return self._model.value_of(expr)
        return self._model.value_in(expr, self._function, self._scope)

    def _place(self, expr: ast.expr | None, depth: int = 6) -> Place | None:
        """Where the object that *expr* gives is kept, if others can reach it there."""
        match expr if depth else None:
            case ast.Name() as name:
                return self._place_of_name(name, depth)
            case ast.Attribute(value=value, attr=part):
                owner = self._place(value, depth - 1) or self._lasting(value)
            case ast.Call() if _is_super(expr):
                return (OWN,)
            case ast.Subscript(value=value, slice=key):
                owner, part = self._place(value, depth - 1), f"[{key_of(key)}]"
                owner = owner or self._lasting(value)
            case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[key, *_]):
                owner, part = self._place(value, depth - 1), f"[{key_of(key)}]"
                owner = owner if owner is not None and len(owner) > 1 else None
            case _:
                return None
        return None if owner is None else (*owner, part)

    def _lasting(self, expr: ast.expr) -> Place | None:
        """The place of what hangs on *expr*, where that is an object of the program: an application's."""
        value = self._value(expr) if isinstance(expr, ast.Attribute) else None
        if isinstance(value, Instance) and self._model.types.members.is_marked(value, _LASTING):
            return (value.qualified_name,)
        return None

    def _place_of_name(self, name: ast.Name, depth: int) -> Place | None:
        owner = self._uses.owner(name.id, self._scope)
        is_object = name.id in ("self", "cls")
        if owner is self._scope:
            bindings = self._terms.table(owner).by_name[name.id]
            if is_object:
                return (OWN,) if bindings[0].kind == "param" else None
            made = self._made(name) if isinstance(name.ctx, ast.Load) else None
            place = self._place(made, depth - 1) if isinstance(made, ast.expr) else None
            return place if place is not None and len(place) > 1 else None
        if owner is not self._terms.root:
            place = (OWN,) if is_object else (owner.identity, name.id)
            return place if owner.is_function else None
        term = self._function.module.global_term(name.id)
        if term is None or term[0] == "function":
            return None
        if term[0] in ("module", "from"):
            return tuple(map(str, term[1:]))
        return (self._function.module.name.dotted, name.id)


def _is_super(expr: ast.AST | None) -> bool:
    """Whether *expr* is ``super()``: the object itself, by the methods of its bases."""
    return isinstance(expr, ast.Call) and getattr(expr.func, "id", "") == "super"


def _of_prefixes(place: Place) -> Iterator[Access]:
    """Who uses what hangs on an object, reads which object that is."""
    for end in range(2, len(place)):
        yield Access(place[:end], OBJECT)


def _moved(access: Access, base: Place | None, given: dict[str, str]) -> Iterator[Access]:
    """*access* of a function as its caller sees it: its object at *base*, parameters *given*."""
    place = access.place
    if place[0] == FILE:
        text = given_key(place[1], given)
        if text == UNKNOWN_KEY or _NEW in text:
            return
        place = (FILE, text)
    elif place[0] == OWN:
        if base is None:
            return
        place = (*base, *place[1:])
    elif place[0].count(":") > 1:
        # A variable of a function around it, which the caller may not see.
        return
    yield access._replace(place=place, key=given_key(access.key, given))
