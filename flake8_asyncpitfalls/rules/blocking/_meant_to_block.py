"""Code that is there to block: a test of a watch over the loop, a benchmark, a demonstration.

Only words tell that, so they never decide whether something is found; they only hold back a fix
that would take away what the code is for.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.stated_intent import lines_of
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_SAYS_SO = re.compile(
    r"(?<!non)(?<!non[-_ ])(?<!without )(?<!not )(?<!n't )(?<!avoid )(?<!avoids )(?<!instead of )"
    r"(?<![a-z])(block(s|ed|ing)?|stall(s|ed|ing)?|freez(e|es|ing)|hog(s|ging)?|starv(e|es|ing))"
    r"(?![a-z])",
    re.IGNORECASE,
)
_WATCHES = re.compile(
    rb"slow_callback_duration|blockbuster|BlockingError|loop_?(lag|stall|monitor)"
)


def is_meant_to_block(model: SemanticModel, node: ast.AST) -> bool:
    """Whether words at *node* say that it blocks on purpose.

    That is the name or the docstring of a function around it, a comment on its line or the line
    before, or a watch over the loop that the file mentions and a test.
    """
    lines = lines_of(model)
    line = getattr(node, "lineno", 1)
    comments = b" ".join(part.partition(b"#")[2] for part in lines[max(0, line - 2) : line])
    if _SAYS_SO.search(comments.decode("utf-8", "replace")):
        return True
    while not isinstance(node, ast.Module):
        node = model.parent(node)
        if isinstance(node, FUNCTION_TYPES) and _is_said(node):
            return True
    return model.analysis(_has_watch)


def _has_watch(model: SemanticModel) -> bool:
    return _WATCHES.search(model.source.data) is not None


def _is_said(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    words = (function.name.replace("_", " "), ast.get_docstring(function) or "")
    return any(_SAYS_SO.search(text) for text in words)
