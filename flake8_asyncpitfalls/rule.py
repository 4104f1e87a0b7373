"""The declaration of a rule: one ``rule = Rule(...)`` a module and free check functions on it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from flake8_asyncpitfalls.errors import RuleError
from flake8_asyncpitfalls.finding import Finding, Fix, Hop, Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

CheckFunction = Callable[[Any, "SemanticModel"], Iterator[Finding]]
Fixable = Literal["safe", "unsafe", "safe or unsafe", ""]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a rule: *function* is called with each node of *node_types* and the model.

    *on_loop*: only nodes that run on the event loop. *effect*: only nodes whose effects include
    that kind. *mentions*: only files whose bytes hold one of these words (a cheap way to skip).
    """

    rule: Rule
    function: CheckFunction
    node_types: tuple[type[ast.AST], ...]
    on_loop: bool = False
    effect: str = ""
    mentions: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's code, name and message; *message* has named placeholders that finding() fills.

    *fixable* says which fixes it can offer; *optional* rules run only when named with at least
    four characters. Raises RuleError for a malformed code or name.
    """

    code: str
    name: str
    message: str
    fixable: Fixable = ""
    optional: bool = False
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
        effect: str = "",
        mentions: tuple[bytes, ...] = (),
    ) -> Callable[[CheckFunction], CheckFunction]:
        """Register a generator function ``(node, model) -> findings`` for nodes of these types."""

        def register(function: CheckFunction) -> CheckFunction:
            self.checks.append(Check(self, function, node_types, on_loop, effect, mentions))
            return function

        return register

    def finding(
        self,
        node: ast.expr | ast.stmt | ast.ExceptHandler | Span,
        *,
        fix: Fix | None = None,
        chain: tuple[Hop, ...] = (),
        **fields: str,
    ) -> Finding:
        """A finding of this rule at *node*; *fields* fill the placeholders of the message."""
        span = node if isinstance(node, Span) else Span.of(node)
        message = self.message.format_map(fields)
        return Finding(self.code, self.name, message, span, fix, chain, fields)
