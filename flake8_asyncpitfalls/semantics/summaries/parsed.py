"""A module's text with its syntax tree, which comes and goes.

A run consults more modules than it can keep trees of. ``rest`` lets go of the tree; the next question
that needs it parses the text again, and tells the *keeper*, who decides whose tree goes next. A module
that nobody has asked for in a long time is put to *sleep*: its text is packed, too. That a text is parsed
again and again is usual in a large project, so what is learnt of the text alone is kept between the times.
"""

from __future__ import annotations

import ast
import re
import zlib
from collections.abc import Callable, Iterable
from functools import cached_property
from weakref import WeakSet

from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source.deferred import Layout, parse_late
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.terms.additions import ADDING, QUEUEING
from flake8_asyncpitfalls.semantics.terms.lowering import ModuleTerms

_ADDS = re.compile(rb"\.(?:%s)\(|\]\s*=[^=]" % "|".join((*ADDING, *QUEUEING, "extend")).encode())
"""How a text that puts something into a container looks."""
_ATTRIBUTE = re.compile(rb"\.([A-Za-z_]\w*)")
# Begun by a plain word, which is searched many times faster than the border of one.
_DEFINED = re.compile(rb"def(?<!\wdef)[ \t]+(\w+)")
_WORDS_AND_BRACKETS = bytes(
    byte if byte < 128 and (chr(byte).isalnum() or byte in b"_(") else ord(" ")
    for byte in range(256)
)


class ParsedModule:
    """One module's text, and the scopes and terms of its syntax tree.

    *path* is as the user wrote it; *size* is that of the text in bytes. *last_asked*: how many files
    had been checked when another module last asked for it. *is_used*: its tree was asked for.
    """

    def __init__(self, path: str, name: ModuleName, data: bytes) -> None:
        self.name = name
        self.path = path
        self.size = len(data)
        self._text: bytes | None = data
        self._packed = b""
        self._sleeps = False
        self._layout: Layout | None = None
        self._tested: frozenset[str] | None = None
        self.times_parsed_again = 0
        self.last_asked = 0
        self.is_used = False
        self._keeper: Callable[[ParsedModule, bool], None] | None = None
        self._taken_in_hand: Callable[[ParsedModule], None] | None = None
        self._terms: ModuleTerms | None = None
        self._scopes: dict[str, Scope] = {}
        self._holders: WeakSet[object] | None = None

    @property
    def data(self) -> bytes:
        """The text; unpacked each time while it is packed."""
        return zlib.decompress(self._packed) if self._text is None else self._text

    @property
    def is_asleep(self) -> bool:
        """Whether the module was put to sleep, and nobody has asked for its tree since."""
        return self._sleeps

    @property
    def terms(self) -> ModuleTerms:
        """The module's scopes and terms, its text parsed again if need be."""
        if self._terms is None:
            was_asleep = self.is_asleep
            data = self.data
            if self._layout is None:
                self._layout = Layout(data)
            self.revive(parse_late(self.path, data, self._layout))
            self.times_parsed_again += 1
            if self._keeper is not None:
                self._keeper(self, was_asleep)
        assert self._terms is not None
        self.is_used = True
        return self._terms

    @property
    def source(self) -> Source | None:
        """The text with its syntax tree, while the module has it."""
        return None if self._terms is None else self._terms.source

    @property
    def parsed_bytes(self) -> int:
        """How much of the text the syntax tree has."""
        return 0 if self._terms is None else self._terms.source.parsed_bytes

    def revive(self, source: Source) -> None:
        """Take *source*, the syntax tree of the same text."""
        self._text, self._sleeps = source.data, False
        self._terms = ModuleTerms(source, self.name, self._tested)
        self._tested = self._terms.attributes_tested
        if source.is_whole:
            self._scopes = {scope.identity: scope for scope in self._terms.root.walk_definitions()}

    def be_kept(
        self,
        keeper: Callable[[ParsedModule, bool], None],
        taken_in_hand: Callable[[ParsedModule], None],
    ) -> None:
        """Tell the *keeper* of a tree that is parsed again, and when a scope is *taken in hand*."""
        self._keeper, self._taken_in_hand = keeper, taken_in_hand

    def hold(self, holder: object) -> None:
        """Keep the tree as long as *holder* lives: it keeps nodes or scopes of it while others are asked."""
        if self._holders is None:
            self._holders = WeakSet()
        self._holders.add(holder)

    def hand_out(self) -> None:
        """Keep the tree until the present step is over: somebody has a scope of it."""
        if self._taken_in_hand is not None:
            self._taken_in_hand(self)

    @property
    def is_held(self) -> bool:
        """Whether somebody has nodes or scopes of the tree in hand."""
        return bool(self._holders)

    def scope(self, identity: str) -> Scope:
        """The scope of the function or class with this key."""
        terms = self.terms
        return self.parsed_scope(identity) or self._lambda(identity, terms)

    def know_scopes(self, scopes: Iterable[Scope]) -> None:
        """Take scopes that were found by a walk, to be asked for by their keys."""
        self._scopes.update((scope.identity, scope) for scope in scopes)

    def rest(self) -> None:
        """Let go of the syntax tree; what needs it can be asked for anew."""
        if self._terms is not None:
            self._terms.release()
        self._terms = None
        self._scopes = {}

    def sleep(self) -> None:
        """Let go of all that is large: the tree, the text as it is, and what is made of it quickly."""
        self.rest()
        self.pack()
        self._sleeps, self._layout = True, None
        for fact in ("_attributes", "_handed_over", "_noqa_lines", "_suppressions"):
            self.__dict__.pop(fact, None)

    def pack(self) -> None:
        """Keep the text packed until the tree is asked for, if it is not at hand."""
        if self._terms is None and self._text is not None:
            self._packed = self._packed or zlib.compress(self._text, 1)
            self._text = None

    def noqa_at(self, line: int, stmt: ast.stmt) -> str | None:
        """The codes of the ``# noqa`` on *line* of *stmt*; '' for a bare one, None without one.

        What counts as one line never goes beyond a statement, so most need no look at the tokens.
        """
        first, last = min(line, stmt.lineno), stmt.end_lineno or line
        if not any(first <= noqa <= last for noqa in self._noqa_lines):
            return None
        return self._suppressions.codes_within(line, first, last)

    def may_store(self, attribute: str) -> bool:
        """Whether ``.attribute`` is anywhere in the text: a reason not to look into all methods."""
        if not attribute.isascii():
            return f".{attribute}".encode() in self.data
        return attribute.encode() in self._attributes

    def may_hand_over(self, function: str) -> bool:
        """Whether the text names the *function* anywhere without calling it at once.

        A reason not to look at all calls of the module, for which all of it would be parsed.
        """
        is_plain = function.isascii() and function.isidentifier()
        return not is_plain or function.encode() in self._handed_over

    @cached_property
    def _handed_over(self) -> frozenset[bytes]:
        """The names of functions that stand anywhere without an opening bracket behind them."""
        defined = set(_DEFINED.findall(self.data))
        words = self.data.replace(b"(", b"( ").translate(_WORDS_AND_BRACKETS).split()
        return frozenset(defined.intersection(words))

    @cached_property
    def may_add(self) -> bool:
        """Whether the text puts something into a container anywhere."""
        return _ADDS.search(self.data) is not None

    @cached_property
    def _attributes(self) -> frozenset[bytes]:
        """The words that follow a dot: to search the text for each name would be quadratic."""
        return frozenset(_ATTRIBUTE.findall(self.data))

    @cached_property
    def _noqa_lines(self) -> list[int]:
        """Lines that mention ``noqa`` at all: tokenising a file for nothing is dear."""
        data = self.data.lower()
        if b"noqa" not in data:
            return []
        return [number for number, line in enumerate(data.splitlines(), 1) if b"noqa" in line]

    @cached_property
    def _suppressions(self) -> Suppressions:
        return Suppressions(self.data)

    def parsed_scope(self, identity: str) -> Scope | None:
        """The scope with this key; None when the module has no tree, or the key is a lambda's.

        Of definitions that were not parsed yet, only those around it are.
        """
        is_late = self._terms is not None and not self._terms.source.is_whole
        if is_late and identity not in self._scopes:
            for owner in self.named(identity.partition(":")[0].rpartition(".")[0]):
                self.know_scopes(owner.children.values())
        return self._scopes.get(identity)

    def named(self, local_name: str) -> list[Scope]:
        """The scopes with that qualified name in the module; '' is its own."""
        scopes = [self.terms.root]
        for part in local_name.split(".") if local_name else ():
            if part != "<locals>":
                inner = [child for scope in scopes for child in scope.children.values()]
                scopes = [child for child in inner if child.name == part]
        return scopes

    def _lambda(self, identity: str, terms: ModuleTerms) -> Scope:
        """The scope of a lambda, as a rule one of the functions that its key names."""
        owners = self.named(identity.partition(":")[0].rpartition(".")[0])
        for owner in (*reversed(owners), terms.root):
            # All that stand there: a walk for each of many lambdas would be the square of their number.
            for scope in owner.walk():
                self._scopes.setdefault(scope.identity, scope)
            if identity in self._scopes:
                return self._scopes[identity]
        raise KeyError(identity)
