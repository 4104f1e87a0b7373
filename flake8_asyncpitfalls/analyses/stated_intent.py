"""Comments that say that code is meant to be as it is: they hold back a fix, never a finding."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_MEANT = re.compile(
    rb"\b(intentional(ly)?|on purpose|purposely|deliberate(ly)?|by design|not (offloaded|awaited)"
    rb"|(must|should|do) not (be )?(re-?rais|propagat|offload|await|swallow)"
    rb"|(cancel\w*|this|it)\b[^.]{0,40}\bexpected)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(rb"\b(not|never) (be )?(offload|to a thread|in a thread)", re.IGNORECASE)
"""What a comment says above a block all of which stays where it is."""
_NO_WAIT = re.compile(
    rb"\b(no|without( an?)?|don't|(do|must|should|can|may) ?not|never) `*await"
    rb"|\bawait\b`*( here)? (would|could|might|must not)|\bsynchronously (to|so|because|since)\b",
    re.IGNORECASE,
)
"""What a comment says where a wait would do harm: ``no await between them``."""
_FROM_HERE = re.compile(rb"\bno `*await.*\b(after|below|between|from here|until)\b", re.IGNORECASE)
"""What a comment says of all that follows it in its block."""
_FOR_TOOLS = re.compile(
    rb"\s*(noqa|nosec|nosonar|pragma|type:|mypy:|pyright:|pylint:|ruff:|flake8:|fmt:|isort:|pytype:)",
    re.IGNORECASE,
)
"""How comments begin that tell a tool something, and readers nothing."""


def lines_of(model: SemanticModel) -> list[bytes]:
    """The lines of the file, without their ends."""
    return model.analysis(_lines)


def _lines(model: SemanticModel) -> list[bytes]:
    return model.source.data.splitlines()


def is_said_to_be_meant(model: SemanticModel, node: ast.stmt | ast.ExceptHandler) -> bool:
    """Whether a comment in *node*, or right above it, says that it is so on purpose."""
    return any(_MEANT.search(comment) for comment in comments_at(model, node))


def is_said_to_stay(model: SemanticModel, stmt: ast.stmt) -> bool:
    """Whether a comment at *stmt*, or above a block around it, says that it is for no thread."""
    if is_said_to_be_meant(model, stmt):
        return True
    around: ast.AST = model.parent(stmt)
    while not isinstance(around, (*FUNCTION_TYPES, ast.ClassDef, ast.Module)):
        if isinstance(around, ast.stmt):
            if any(_STAYS.search(text) for text in comments_above(model, around)):
                return True
        around = model.parent(around)
    return False


def is_said_not_to_wait(model: SemanticModel, stmt: ast.stmt) -> bool:
    """Whether a comment at *stmt*, above a block around it, or before it there, says: no wait here."""
    remarks = model.analysis(_remarks_on_waits)
    if not remarks:
        return False
    if _NO_WAIT.search(b" ".join(comments_at(model, stmt))):
        return True
    node: ast.AST = stmt
    while not isinstance(node, (*FUNCTION_TYPES, ast.ClassDef, ast.Module)):
        block = model.block_of(node)
        if isinstance(node, ast.stmt) and block:
            if _NO_WAIT.search(b" ".join(comments_above(model, node))):
                return True
            first, last = block[0].lineno, node.lineno
            if any(first <= line < last and is_from_here for line, is_from_here in remarks):
                return True
        node = model.parent(node)
    return False


def _remarks_on_waits(model: SemanticModel) -> list[tuple[int, bool]]:
    """The lines with comments that speak of waits, and whether each is about all that follows."""
    found = ((at, line.partition(b"#")[2]) for at, line in enumerate(lines_of(model), start=1))
    return [
        (at, bool(_FROM_HERE.search(text)))
        for at, text in found
        if b"await" in text.lower() or b"synchronously" in text.lower()
    ]


def remarks_at(model: SemanticModel, node: ast.stmt | ast.ExceptHandler) -> list[bytes]:
    """The comments of comments_at that are for people, not for a tool."""
    return [text for text in comments_at(model, node) if not _FOR_TOOLS.match(text)]


def comments_at(model: SemanticModel, node: ast.stmt | ast.ExceptHandler) -> list[bytes]:
    """The text behind each ``#`` in the lines of *node*, and in the lines of comments above it."""
    inside = lines_of(model)[node.lineno - 1 : node.end_lineno]
    own = [line.partition(b"#")[2] for line in inside if b"#" in line]
    return [*comments_above(model, node), *own]


def comments_above(model: SemanticModel, node: ast.stmt | ast.ExceptHandler) -> list[bytes]:
    """The text behind each ``#`` in the lines of comments right above *node*."""
    lines = lines_of(model)
    first = last = node.lineno - 1
    while first and lines[first - 1].lstrip().startswith(b"#"):
        first -= 1
    return [line.partition(b"#")[2] for line in lines[first:last]]
