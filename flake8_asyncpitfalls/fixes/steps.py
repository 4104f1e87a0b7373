"""One edit made ready: where it stands in the tree and how the names it needs are written there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

    from flake8_asyncpitfalls.finding import Edit
    from flake8_asyncpitfalls.fixes.tree import Path


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """*edit* at the end of *path*.

    *anchor* is the node that the edit replaces by another: the node of the edit's span, the clause
    of a comprehension, or the statement around a task. *reference* is the source text by which the
    edit's qualified name is reached at this place, *partial* that of ``functools.partial`` when
    keywords need it, and *name* the variable that holds a kept task; *is_inline*: other code shares
    the lines of the statement.
    """

    edit: Edit
    path: Path
    anchor: ast.AST
    reference: str = ""
    partial: str = ""
    name: str = ""
    is_inline: bool = False

    @property
    def node(self) -> ast.AST:
        """The node at the edit's span."""
        return self.path[-1]


# Functions that pass every keyword argument on to the callable they are given.
_PASS_KEYWORDS = frozenset({"asyncio.to_thread"})


def needs_partial(call: ast.Call, through: str) -> bool:
    """Whether the keywords of *call* cannot be given to *through* as they are."""
    return bool(call.keywords) and through not in _PASS_KEYWORDS
