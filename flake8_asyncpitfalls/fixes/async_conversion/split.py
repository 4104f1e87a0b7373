"""Sessions of both kinds side by side, where some code must stay synchronous.

A command line, a job of a scheduler or a query that nobody can rewrite keeps its sessions, with all that it
calls and all that it shares one with; the rest of the program gets asynchronous ones. What makes sessions for
both is there twice then: ``SessionLocal`` and ``AsyncSessionLocal``, ``get_db`` and ``get_async_db``.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.fixes.async_conversion.units import outermost
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.semantics.effects.display_names import display_path
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_asyncpitfalls.analyses.conversion.convertibility import Definition
    from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
    from flake8_asyncpitfalls.fixes.async_conversion.conversion import Conversion
    from flake8_asyncpitfalls.fixes.async_conversion.ties import Ties, Unit

_TAKEN = frozenset({"AsyncSession", "async_sessionmaker"})


@dataclass(slots=True)
class Split:
    """Which units of the files *paths* stay, *kept* with the reasons, and what there is *twice*."""

    callers: Callers
    conversion: Conversion
    ties: Ties
    paths: Sequence[str]
    kept: dict[Unit, str] = field(default_factory=dict)
    twice: dict[Unit, str] = field(default_factory=dict)
    users: dict[Unit, set[Unit]] = field(default_factory=lambda: defaultdict(set))
    _names: dict[Unit, list[tuple[str, ast.Name | ast.Attribute]]] = field(default_factory=dict)

    def solve(self, refused: Mapping[Unit, str]) -> None:
        """Find out what stays, with the units *refused*, and what makes sessions for both."""
        self.kept, self.twice = dict(refused), {}
        ties, callers = self.ties, self.callers
        makers = {unit for unit in ties.makers | ties.variables if "." not in unit[1]}
        for maker in makers:
            self._names[maker] = list(self._places(maker))
            self.users[maker] = {ties.at(path, n.lineno) for path, n in self._names[maker]} - {
                maker
            }
        self._check_uses(makers)
        self.kept.update(ties.refused)
        for function, reason in self._problems(makers):
            self.kept.setdefault(function, reason)
        calls: dict[Unit, set[Unit]] = defaultdict(set)
        for definition in callers.uses.keys() | callers.spans.keys():
            callee = definition.path, outermost(definition.local_name)
            for other in callers.kin(definition) - {definition}:
                calls[other.path, outermost(other.local_name)].add(callee)
            for path, use in callers.uses.get(definition, ()):
                caller = ties.at(path, use.span.line)
                part = ties.units(path).named.get(caller[1])
                if caller != callee and not (part is not None and part.is_coroutine):
                    calls[caller].add(callee)
        self._spread(makers, calls)
        loose = ties.loose
        if loose and self.kept:
            raise RefusedError(f"sessions of both kinds would meet: {min(loose.values())}")
        self._divide(makers)

    def reason(self, path: str, line: int) -> str:
        """Why what stands at the 1-based *line* of the file *path* stays; '' for what does not."""
        return self.kept.get(self.ties.at(path, line), "")

    def _problems(self, makers: set[Unit]) -> Iterator[tuple[Unit, str]]:
        """The units that must stay, and why, of the functions that would change."""
        callers, ties = self.callers, self.ties
        for definition, reason in callers.reasons().items():
            unit = definition.path, outermost(definition.local_name)
            bad = [(path, use) for path, use in callers.uses.get(definition, ()) if use.problem]
            if unit not in makers or not bad:
                yield unit, reason
            else:
                # The maker can be there twice: whoever uses it otherwise keeps the one there is.
                yield from ((ties.at(path, use.span.line), reason) for path, use in bad)
        for definition in callers.spans:
            unit = definition.path, outermost(definition.local_name)
            if unit not in makers and not self._is_called(definition):
                yield (
                    unit,
                    f"{definition.name!r} must stay synchronous: nothing in the project calls it",
                )

    def _is_called(self, definition: Definition) -> bool:
        callers = self.callers
        is_used = any(map(callers.is_used, callers.kin(definition)))
        return is_used or self.conversion.may_be_unused(definition)

    def _spread(self, makers: set[Unit], calls: dict[Unit, set[Unit]]) -> None:
        """Keep what the units that stay call, and what has sessions in common with them."""
        stack = list(self.kept)
        groups: dict[Unit, set[Unit]] = defaultdict(set)
        for group in self.ties.keys.values():
            for unit in group:
                groups[unit] |= group
        while stack:
            unit = stack.pop()
            near = (calls[unit] | self.ties.edges.get(unit, set()) | groups[unit]) - makers
            if unit in makers:
                near = self.users[unit]
            for other in near - self.kept.keys():
                self.kept[other] = self.kept[unit]
                stack.append(other)

    def _divide(self, makers: set[Unit]) -> None:
        """Keep the makers that only kept units use, and have those twice that others use too."""
        old = {maker for maker in makers if maker in self.kept}
        new: set[Unit] = set()
        before = -1
        while before != len(old) + len(new):
            before = len(old) + len(new)
            for maker in makers:
                users = self.users[maker]
                if users & old or any(u in self.kept for u in users):
                    old.add(maker)
                if users & new or any(u not in makers and u not in self.kept for u in users):
                    new.add(maker)
        for maker in old - new:
            self.kept.setdefault(maker, "what stays synchronous uses it alone")
        for maker in (old & new) - self.kept.keys():
            self.twice[maker] = self._twin_name(maker)

    def _twin_name(self, unit: Unit) -> str:
        path, name = unit
        if name[:1].isupper():
            twin = f"Async{name}"
        else:
            first, _, rest = name.partition("_")
            twin = f"{first}_async_{rest}" if first in ("get", "make") and rest else f"async_{name}"
        if twin in _TAKEN:
            twin = f"{twin}Maker"
        if twin in self.ties.units(path).named:
            raise RefusedError(f"{twin} means something else")
        return twin

    def _places(self, maker: Unit) -> Iterator[tuple[str, ast.Name | ast.Attribute]]:
        """Where *maker* is named: in its file, and in those that import it by its name."""
        word = maker[1].encode()
        for path in self.paths:
            if word not in self.callers.read(path):
                continue
            tree = self.ties.units(path).tree
            imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
            names = {alias.name: alias.asname for node in imports for alias in node.names}
            if names.get(maker[1]):
                raise RefusedError(f"{maker[1]} has another name in {display_path(path)}")
            if "*" in names and b"__all__" in self.callers.read(maker[0]):
                raise RefusedError(f"{maker[1]} is public by __all__")
            is_known = path == maker[0] or not names.keys().isdisjoint({maker[1], "*"})
            for node in ast.walk(tree):
                match node:
                    case ast.Name(id=name, ctx=ast.Load()) if name == maker[1] and is_known:
                        yield path, node
                    case ast.Attribute(attr=name, value=ast.Name() | ast.Attribute() as base):
                        if name == maker[1] and last_name(base) == _stem(maker[0]):
                            yield path, node

    def _check_uses(self, makers: set[Unit]) -> None:
        """Raise RefusedError where a maker is used otherwise than by its name."""
        for definition, uses in self.callers.uses.items():
            maker = definition.path, outermost(definition.local_name)
            used_in = {self.ties.at(path, use.span.line) for path, use in uses}
            if maker in makers and not used_in - {maker} <= self.users[maker]:
                raise RefusedError(f"{definition.name} has other names too")

    def prepared(self) -> dict[str, bytes]:
        """The files with all that makes sessions for both twice, each used by its own."""
        splices: dict[str, set[Splice]] = defaultdict(set)
        for maker, twin in self.twice.items():
            path, name = maker
            part = self.ties.units(path).named[name]
            copy = self._copied(maker)
            gap = "\n\n\n" if isinstance(part.stmt, ast.FunctionDef) else "\n"
            end = part.stmt.end_col_offset or 0
            splices[path].add(Splice(part.last, end, end, gap + copy))
            for used_in, nodes in self._by_file(maker).items():
                new = [n for n in nodes if self._is_new(self.ties.at(used_in, n.lineno))]
                splices[used_in] |= {_renamed(node, name, twin) for node in new}
                text = twin if len(new) == len(nodes) else f"{twin}, {name}"
                for alias in self._aliases(used_in, maker) if new and used_in != path else ():
                    splices[used_in].add(_at(alias, text))
        return {
            path: _spliced(self.callers.read(path), todo) for path, todo in splices.items() if todo
        }

    def _by_file(self, maker: Unit) -> dict[str, list[ast.Name | ast.Attribute]]:
        found: dict[str, list[ast.Name | ast.Attribute]] = defaultdict(list)
        for path, node in self._names[maker]:
            found[path].append(node)
        return found

    def _is_new(self, unit: Unit) -> bool:
        """Whether what is named in *unit* is to be the twin there."""
        return unit not in self.kept and unit not in self.twice

    def _aliases(self, path: str, maker: Unit) -> Iterator[ast.alias]:
        """Where the file *path* imports *maker* by its name; raises RefusedError where it is handed on."""
        tree = self.ties.units(path).tree
        for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)):
            for alias in node.names:
                if alias.name == maker[1] and alias.asname is None:
                    is_package = node.module is None and maker[0].endswith("/__init__.py")
                    if not is_package and _last(node.module) != _stem(maker[0]):
                        place = f"{display_path(path)}:{node.lineno}"
                        raise RefusedError(f"another module hands {maker[1]} on ({place})")
                    yield alias

    def _copied(self, maker: Unit) -> str:
        """The code of *maker* under the name of its twin, with the twins of others in it."""
        path, name = maker
        part, twin = self.ties.units(path).named[name], self.twice[maker]
        start = part.stmt.col_offset + (
            len("def ") if isinstance(part.stmt, ast.FunctionDef) else 0
        )
        splices = {Splice(part.stmt.lineno, start, start + len(name.encode()), twin)}
        for other, code in self.twice.items():
            for used_in, node in self._names[other]:
                if used_in == path and self.ties.at(path, node.lineno) == maker:
                    splices.add(_renamed(node, other[1], code))
        lines = self.callers.read(path).splitlines(keepends=True)[part.first - 1 : part.last]
        moved = {splice._replace(line=splice.line - part.first + 1) for splice in splices}
        return _spliced(b"".join(lines), moved).decode().rstrip()


def _last(module: str | None) -> str:
    return (module or "").rpartition(".")[2]


def _stem(path: str) -> str:
    """What the module of the file *path* is called."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] if name == "__init__.py" else name.removesuffix(".py")


class Splice(NamedTuple):
    """The bytes from *start* to *end* of the 1-based *line* become *text*."""

    line: int
    start: int
    end: int
    text: str


def _renamed(node: ast.Name | ast.Attribute, name: str, twin: str) -> Splice:
    """The last name of *node*, which is *name*, becomes *twin*."""
    end = node.end_col_offset or 0
    return Splice(node.end_lineno or node.lineno, end - len(name.encode()), end, twin)


def _at(alias: ast.alias, text: str) -> Splice:
    return Splice(alias.lineno, alias.col_offset, alias.end_col_offset or 0, text)


def _spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    lines = data.splitlines(keepends=True)
    for line, start, end, text in sorted(splices, reverse=True):
        old = lines[line - 1]
        lines[line - 1] = old[:start] + text.encode() + old[end:]
    return b"".join(lines)
