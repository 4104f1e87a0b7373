"""Calls that look like real work, although nothing says that they block."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    UnresolvedName,
    Value,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_VERBS = frozenset({
    "aggregate", "analyse", "analyze", "build", "calculate", "classify", "compress", "compute",
    "crawl", "download", "extract", "fetch", "infer", "ingest", "migrate", "predict", "rebuild",
    "render", "resize", "scan", "scrape", "simulate", "solve", "summarise", "summarize", "train",
    "transcode", "transcribe", "translate", "upload",
})  # fmt: skip
"""First words of names that promise work; ``get``, ``check``, ``run`` and ``save`` promise nothing."""
_SMALL_THINGS = frozenset({
    "args", "arguments", "body", "command", "config", "context", "cookie", "date", "dict", "error",
    "filter", "filters", "form", "header", "headers", "hash", "id", "kwargs", "key", "link",
    "message", "metadata", "name", "options", "params", "path", "payload", "prompt", "query",
    "request", "response", "router", "schema", "settings", "string", "token", "uri", "url", "urls",
    "value",
})  # fmt: skip
"""Last words of names of what takes no work to make: ``build_url``, ``extract_token``."""
_LIGHT = frozenset({"fastapi", "starlette", "pydantic", "quart", "werkzeug"})
_MAX_DEPTH = 1
"""How many functions of the project deep to look: what is further away says little by its name."""


def working_call(scope: Scope, model: SemanticModel) -> ast.Call | None:
    """The first call of *scope* to a function that cannot be seen and says that it does work.

    The call may stand in a function of the project that *scope* calls.
    """
    for call in scope.of_type(ast.Call):
        if _does_work(model.value_of(call.func), model, 0):
            return call
    return None


def _does_work(callee: Value, model: SemanticModel, depth: int) -> bool:
    if isinstance(callee, UnresolvedName):
        return _promises_work(callee.qualified_name)
    if not isinstance(callee, FunctionValue) or callee.call_kind or callee.is_cached:
        return False
    summary = callee.summary
    is_plain = not (summary.is_async or summary.is_generator or summary.markers)
    if not is_plain or summary.module.is_stub or summary.module.is_foreign or depth >= _MAX_DEPTH:
        return False
    frame = model.types.calls.frame_of(callee, [], {})
    return any(
        site.kind == "call"
        and not site.guards
        and _does_work(model.types.evaluate(site.term[1], frame), model, depth + 1)
        for site in summary.sites
    )


def _promises_work(qualified_name: str) -> bool:
    """``app.service.build_report``: a function, by its spelling, of no library that we know."""
    module, _, name = qualified_name.rpartition(".")
    top = module.partition(".")[0]
    if not top or name != name.lower() or top in sys.stdlib_module_names or top in _LIGHT:
        return False
    words = name.strip("_").split("_")
    return words[0] in _VERBS and words[-1] not in _SMALL_THINGS
