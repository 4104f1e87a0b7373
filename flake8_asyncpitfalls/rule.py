"""The declaration of a rule: one ``rule = Rule(...)`` a module and free check functions on it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from flake8_asyncpitfalls.errors import RuleError
from flake8_asyncpitfalls.finding import Finding, Fix, Hop, Severity
from flake8_asyncpitfalls.span import Span

CheckFunction = Callable[..., Iterator[Finding]]
Fixable = Literal["safe", "unsafe", "safe or unsafe", ""]
BLOCKING = "ASY1"
"""How the codes of the rules begin that are about what blocks."""
LONGEST_MESSAGE = 199
"""Characters of a message, with the other places that it tells of."""
LONGEST_OWN = 180
"""Characters of what a rule says itself."""
_SHORTEST_FIELD = 24
_FOR_LAST = ("path", "where", "advice")
"""Fields whose end matters: they are written to fit, and are cut only where nothing else helps."""


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One check of a rule: *function* is called with each node of *node_types* and the model.

    *on_loop*: only nodes that run on the event loop. *in_cells*: of a notebook's cells, too, whose
    stalls are of little account but which run while a loop does. *mentions*: only files whose bytes hold one
    of these words (a cheap way to skip). *marks*: only calls and attributes whose name some stub marks in
    one of these ways (names are looked up before anything is evaluated). An effect check has no node
    types: it is called with ``(node, effect, model)`` for every node on the loop that blocks in the way
    of *effect*, by a call of its own, or, with *reached*, through other functions. *within*: only nodes
    that stand directly in a node of one of these types.
    """

    rule: Rule
    function: CheckFunction
    node_types: tuple[type[ast.AST], ...]
    on_loop: bool = False
    effect: str = ""
    reached: bool = False
    mentions: tuple[bytes, ...] = ()
    in_cells: bool = False
    marks: tuple[str, ...] = ()
    within: tuple[type[ast.AST], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's code, name and message; *message* has named placeholders that finding() fills.

    *severity* is that of its findings unless one says less; *fixable* says which fixes it can
    offer; *optional* rules run only when they are named; *in_tests* lowers the severity in files of
    tests. Raises RuleError for a malformed code or name.
    """

    code: str
    name: str
    message: str
    severity: Severity
    fixable: Fixable = ""
    optional: bool = False
    in_tests: Severity | None = None
    checks: list[Check] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"ASY\d{3}", self.code):
            raise RuleError(f"{self.code!r} is not a code such as ASY101")
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", self.name):
            raise RuleError(f"{self.name!r} is not a name such as blocking-sleep")

    def check(
        self,
        *node_types: type[ast.AST],
        on_loop: bool = False,
        mentions: tuple[bytes, ...] = (),
        in_cells: bool = False,
        marks: tuple[str, ...] = (),
        within: tuple[type[ast.AST], ...] = (),
    ) -> Callable[[CheckFunction], CheckFunction]:
        """Register a generator function ``(node, model) -> findings`` for nodes of these types."""

        def register(function: CheckFunction) -> CheckFunction:
            self.checks.append(
                Check(
                    self,
                    function,
                    node_types,
                    on_loop=on_loop,
                    mentions=mentions,
                    in_cells=in_cells,
                    marks=marks,
                    within=within,
                )
            )
            return function

        return register

    def check_effect(
        self, kind: str, *, reached: bool = False, in_cells: bool = False
    ) -> Callable[[CheckFunction], CheckFunction]:
        """Register a generator function ``(node, effect, model) -> findings`` for blocking effects."""

        def register(function: CheckFunction) -> CheckFunction:
            self.checks.append(Check(self, function, (), True, kind, reached, in_cells=in_cells))
            return function

        return register

    def finding(
        self,
        node: ast.expr | ast.stmt | ast.ExceptHandler | Span,
        *,
        fix: Fix | None = None,
        chain: tuple[Hop, ...] = (),
        severity: Severity | None = None,
        entered: str = "",
        opened_by: Span | None = None,
        **fields: str,
    ) -> Finding:
        """A finding of this rule at *node*; *fields* fill the placeholders of the message.

        *severity* lowers that of the rule; it never raises it. *chain*, *entered* and *opened_by*
        are those of Finding.
        """
        span = node if isinstance(node, Span) else Span.of(node)
        message = _fitted(self.message, fields)
        weight = max(self.severity, severity or self.severity, key=lambda given: given.rank)
        return Finding(
            self.code, self.name, message, span, fix, chain, fields, weight, entered, opened_by
        )


def _fitted(template: str, fields: dict[str, str]) -> str:
    """The message, in one line of at most LONGEST_OWN characters: the longest fields are cut."""
    message = template.format_map(fields)
    if len(message) <= LONGEST_OWN:
        return message
    # In the order of the message: of fields of one length the same is cut in every run.
    parts = string.Formatter().parse(template)
    used = dict.fromkeys(name for _, name, _, _ in parts if name is not None and name in fields)
    shown = dict(fields)
    for name in sorted(used, key=lambda name: (name in _FOR_LAST, -len(fields[name]))):
        room = len(shown[name]) + LONGEST_OWN - len(message)
        shown[name] = cut(shown[name], max(room, _SHORTEST_FIELD))
        message = template.format_map(shown)
        if len(message) <= LONGEST_OWN:
            break
    return message


def cut(text: str, most: int) -> str:
    """The first line of *text*, with dots for what is over *most* characters or further lines.

    Words, and what stands between quotes, stay whole where enough is left.
    """
    first, _, rest = text.partition("\n")
    if not rest and len(first) <= most:
        return first
    kept = first[: most - 3]
    is_word_whole = first[len(kept) : len(kept) + 1] in ("", " ")
    words = kept if is_word_whole else kept.rpartition(" ")[0]
    if words.count("'") % 2:
        words = words.rpartition("'")[0]
    words = words.rstrip(" ,;")
    return f"{words if len(words) >= _SHORTEST_FIELD else kept.rstrip()}..."
