"""What an edit kind declares, and an edit made ready for one place in one file."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from flake8_asyncpitfalls.edit import AtSpan
from flake8_asyncpitfalls.fixes.text.fragment import Fragment, expression_fragment

if TYPE_CHECKING:
    from flake8_asyncpitfalls.fixes.imports.import_block import TopLevel
    from flake8_asyncpitfalls.fixes.imports.visibility import Visibility
    from flake8_asyncpitfalls.fixes.text.expression_place import ExpressionPlace
    from flake8_asyncpitfalls.fixes.text.file_text import FileText
    from flake8_asyncpitfalls.fixes.text.syntax_paths import Path

EditT = TypeVar("EditT", bound=AtSpan)
Meaning: TypeAlias = "ast.AST | list[ast.stmt]"
"""What stands in the place of a node: another node, or several statements."""


@dataclass(frozen=True, slots=True, eq=False)
class Step(Generic[EditT]):
    """*edit* at the end of *path*.

    *anchor* is the node that the edit replaces by another: the node of the edit's span, the clause
    of a comprehension, or the statement around a task. *references* are the source texts by which
    the names that the edit writes are reached at this place, in their order. *name* is the variable
    that holds a kept task; *is_inline*: other code shares the lines of the statement. *lines* are
    those that the node stands on, where new ones may be begun, and *width* is how long they may be.
    *sets_functions_apart*: an empty line stands before nested functions, as formatters have it.
    *is_first*: no other statement stands on the line above the anchor. *closes_at_end* is that of FileStyle.
    """

    edit: EditT
    path: Path
    anchor: ast.AST
    references: tuple[str, ...] = ()
    name: str = ""
    is_inline: bool = False
    lines: tuple[str, ...] = ()
    width: int = 0
    sets_functions_apart: bool = False
    is_first: bool = False
    closes_at_end: bool = False

    @property
    def column(self) -> int:
        """Where the anchor begins on its line: 0-based, in bytes of UTF-8."""
        column: int = getattr(self.anchor, "col_offset", 0)
        return column

    @property
    def node(self) -> ast.AST:
        """The node at the edit's span."""
        return self.path[-1]

    @property
    def reference(self) -> str:
        """The source text of the first name that the edit writes."""
        return self.references[0]


AnyStep: TypeAlias = Step[Any]


def the_node(path: Path) -> ast.AST:
    """The anchor of most edits: the node at the edit's span."""
    return path[-1]


def no_names(edit: AtSpan, path: Path) -> Iterable[str]:
    """An edit that writes no name."""
    return ()


class WithName(Protocol):
    """An edit that writes one qualified name."""

    @property
    def qualified_name(self) -> str:
        """The name, such as ``asyncio.sleep``."""


def one_name(edit: WithName, path: Path) -> Iterable[str]:
    """An edit that writes its own qualified name."""
    yield edit.qualified_name


@dataclass(frozen=True, slots=True)
class EditKind(Generic[EditT]):
    """All that the engine asks of one kind of edit.

    *write* takes the LibCST node at the edit's place (an expression without its parentheses), the
    step and the place, and gives the node that replaces it; it raises RefusedError when the code
    is not of the form that the edit is made for. *meaning* says the same of the ``ast`` node (a
    copy that it may change), written apart from *write* so that one checks the other.

    *found_as*: the classes of ``ast`` nodes that the edit's span names. *anchor* picks the node to
    replace from the path to that node, *fragment* the source to parse for it, *names* the
    qualified names that the edit writes. *prepare* completes a step, and *top_level* gives
    statements that the module needs after its imports. *is_asynchronous*: only where an ``await``
    may stand. *fits_targets*: also where the code is assigned to or deleted.
    """

    edit: type[EditT]
    write: Callable[[Any, Step[EditT], ExpressionPlace], Any]
    meaning: Callable[[Any, Step[EditT]], Meaning]
    found_as: tuple[type[ast.AST], ...] = (ast.expr,)
    anchor: Callable[[Path], ast.AST] = the_node
    fragment: Callable[[Step[EditT], FileText], Fragment] = lambda step, text: expression_fragment(
        step.node, text
    )
    names: Callable[[EditT, Path], Iterable[str]] = no_names
    prepare: Callable[[Step[EditT], FileText, Visibility], Step[EditT]] | None = None
    top_level: Callable[[Step[EditT], Visibility], Iterable[TopLevel]] | None = None
    is_asynchronous: bool = False
    fits_targets: bool = False
