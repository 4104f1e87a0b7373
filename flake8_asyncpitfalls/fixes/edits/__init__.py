"""The edit kinds, found by themselves: ``edits/add_await.py`` declares the kind of ``AddAwait``.

A module is called after its edit and has ``kind = EditKind(...)``: what the edit does to LibCST
nodes, what it means in ``ast``, and the piece of source that it needs. What several kinds share
stands in a module whose name begins with an underscore.
"""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from flake8_asyncpitfalls.edit import AtSpan

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence

    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep, EditKind, Meaning

AnyKind: TypeAlias = "EditKind[Any]"


class _Kinds(dict[type[AtSpan], AnyKind]):
    """The kind of each edit; its module is imported when it is first asked for.

    Most runs carry out a few of fifty.
    """

    def __missing__(self, edit: type[AtSpan]) -> AnyKind:
        kind: AnyKind = importlib.import_module(f"{__name__}.{_module_name(edit)}").kind
        assert kind.edit is edit
        self[edit] = kind
        return kind


def all_kinds() -> Iterator[AnyKind]:
    """The kinds of all modules here."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield importlib.import_module(f"{__name__}.{module.name}").kind


def _module_name(edit: type[AtSpan]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", edit.__name__).lower()


KINDS = _Kinds()
"""The kind of each edit that changes code."""


def expected(node: ast.AST, steps: Sequence[AnyStep]) -> Meaning:
    """What stands in the place of *node* after *steps*; its unchanged parts are shared."""
    result: Any = copy.copy(node)
    for step in steps:
        result = KINDS[type(step.edit)].meaning(result, step)
    return result  # type: ignore[no-any-return]
