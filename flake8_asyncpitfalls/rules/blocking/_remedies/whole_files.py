"""A ``with open(p) as f`` that reads or writes a file in one go, as a method of its path.

``with open(p) as f: text = f.read()`` becomes ``text = await asyncio.to_thread(Path(p).read_text)``:
``read_text``, ``read_bytes``, ``write_text`` and ``write_bytes`` open the file in the same way, with
the same encoding, newlines and errors. That is so for a text or a path, not for a descriptor. Where the
Python or library of the file has no ``to_thread``, the block is moved as any other.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.stated_intent import is_said_to_stay
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock
from flake8_asyncpitfalls.edit import (
    AddAwait,
    DropArgument,
    Edit,
    Offload,
    RenameAttribute,
    ReplaceCallee,
    ReplaceLines,
)
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import offload_at, runner_here, thread_runner, told
from flake8_asyncpitfalls.semantics.inference.values import (
    Instance,
    NamedInstance,
    UnresolvedName,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.node_fields import place_in
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_RUNNER = "asyncio.to_thread"
_PATH = "pathlib.Path"
_PATHS = frozenset({_PATH, "pathlib.PosixPath", "pathlib.WindowsPath"})
_OPENERS = frozenset({"builtins.open", "io.open"})
_KINDS = {
    "r": "read_text", "rt": "read_text", "rb": "read_bytes", "w": "write_text",
    "wt": "write_text", "wb": "write_bytes",
}  # fmt: skip
_SAME_HERE = frozenset({"encoding", "errors"})
_ATOMS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)


class _Opening(NamedTuple):
    """What is opened, and by which method it is read or written in one go."""

    path: ast.expr
    is_path: bool
    method: str
    keywords: list[ast.keyword]


def whole_file_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """The method of the path for the ``with`` whose file *call* opens or uses; None if none is."""
    stmt = model.parent(call)
    if isinstance(stmt, ast.withitem):
        stmt = model.parent(stmt)
    else:
        stmt = model.parent(model.statement_of(call))
    if not isinstance(stmt, ast.With) or len(stmt.items) != 1 or len(stmt.body) != 1:
        return None
    entered = stmt.items[0].context_expr
    opening = _opening(entered, model) if isinstance(entered, ast.Call) else None
    if opening is None or thread_runner(model, call) != _RUNNER:
        return None
    if is_under_lock(model, stmt) or is_said_to_stay(model, stmt) or not can_await(model, stmt):
        return None
    code = _code(stmt, opening, model)
    holder = model.parent(stmt)
    place = place_in(stmt, holder) if isinstance(holder, ast.stmt) else None
    if not code or place is None or "#" in model.source.code_of(stmt):
        return None
    block, index = place
    assert isinstance(holder, ast.stmt)
    offload = offload_at(call, model)
    if offload is None or (
        offload.through != _RUNNER and opening.keywords and not offload.takes_keywords
    ):
        return None
    names = (offload.through,) if opening.is_path else (offload.through, _PATH)
    edit = ReplaceLines(Span.of(holder), code, names, index, index, block)
    return Fix(Applicability.UNSAFE, _words(opening, offload.through), (edit,))


def inline_file_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """``Path(p).read_text`` in a thread for ``open(p).read()``, of which *call* is a part.

    The file is closed then, too.
    """
    outer = model.parent(model.parent(call))
    used = call if isinstance(call.func, ast.Attribute) and call.func.attr == "read" else outer
    if not isinstance(used, ast.Call) or not isinstance(used.func, ast.Attribute):
        return None
    opened = used.func.value
    if not isinstance(opened, ast.Call) or used.func.attr != "read" or used.args or used.keywords:
        return None
    opening = _opening(opened, model)
    if opening is None or opened.keywords or not can_await(model, used):
        return None
    if thread_runner(model, call) != _RUNNER:
        return None
    stmt = model.statement_of(used)
    if opening.is_path or is_under_lock(model, used) or is_said_to_stay(model, stmt):
        return None
    span, runner = Span.of(used), runner_here(model, call)
    mode: list[Edit] = [DropArgument(Span.of(opened), 1)] if opened.args[1:] else []
    edits: tuple[Edit, ...] = (
        *mode, ReplaceCallee(Span.of(opened), _PATH), RenameAttribute(Span.of(used.func), opening.method),
        Offload(span, runner), AddAwait(span),
    )  # fmt: skip
    return Fix(Applicability.UNSAFE, _words(opening, runner), edits)


def _words(opening: _Opening, runner: str) -> str:
    return f"use 'await {told(runner)}(path.{opening.method})'"


def _opening(call: ast.Call, model: SemanticModel) -> _Opening | None:
    """How *call* opens a file; None where a method of a path could not do the same."""
    args = list(call.args)
    if model.name_of(call.func) in _OPENERS and args and isinstance(call.func, ast.Name):
        path = args.pop(0)
    elif model.name_of(call.func) == f"{_PATH}.open" and isinstance(call.func, ast.Attribute):
        path = call.func.value
    else:
        return None
    keywords = [one for one in call.keywords if one.arg != "mode"]
    modes = [*args, *(one.value for one in call.keywords if one.arg == "mode"), ast.Constant("r")]
    mode = modes[0]
    kinds = {_class_name(option) for option in options_of(model.value_of(path))}
    is_path = kinds <= _PATHS
    is_same = {one.arg for one in keywords} <= _SAME_HERE and len(args) < 2
    if not is_same or not isinstance(mode, ast.Constant):
        return None
    if mode.value not in _KINDS or not (is_path or kinds == {"str"}):
        return None
    return _Opening(path, is_path, _KINDS[mode.value], keywords)


def _class_name(value: object) -> str:
    name = value.qualified_name if isinstance(value, (Instance, NamedInstance)) else ""
    if isinstance(value, UnresolvedName):
        name = value.qualified_name.removesuffix("()")
    return name.removeprefix("builtins.")


def _code(stmt: ast.With, opening: _Opening, model: SemanticModel) -> str:
    """The statement that does what *stmt* does, or ''."""
    name, only = stmt.items[0].optional_vars, stmt.body[0]
    if not isinstance(name, ast.Name) or not _is_only_used_in(stmt, name.id, model):
        return ""
    given: list[str] = []
    match only:
        case ast.Assign(targets=[target], value=ast.Call() as used):
            before = f"{model.source.code_of(target)} = "
        case ast.AnnAssign(value=ast.Call() as used):
            code = model.source.code_of
            before = f"{code(only.target)}: {code(only.annotation)} = "
        case ast.Return(value=ast.Call() as used):
            before = "return "
        case ast.Expr(value=ast.Call() as used):
            before = ""
        case _:
            return ""
    is_reading = opening.method.startswith("read")
    match used:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=file), attr="read"), args=[]):
            fits = is_reading and bool(before)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=file), attr="write"), args=[data]):
            fits = not is_reading and not before
            given = [model.source.code_of(data)]
        case _:
            return ""
    if not fits or file != name.id or used.keywords:
        return ""
    words = [f"{k.arg}={model.source.code_of(k.value)}" for k in opening.keywords]
    method = f"{_object(opening, model)}.{opening.method}"
    return f"{before}await ⟦0⟧({', '.join([method, *given, *words])})"


def _object(opening: _Opening, model: SemanticModel) -> str:
    code = model.source.code_of(opening.path)
    if not opening.is_path:
        return f"⟦1⟧({code})"
    return code if isinstance(opening.path, _ATOMS) else f"({code})"


def _is_only_used_in(stmt: ast.With, name: str, model: SemanticModel) -> bool:
    """Whether the variable *name* is read once, in *stmt*, and by no nested function."""
    scope = model.scope_of(stmt)
    if not model.uses.is_private(name, scope):
        return False
    inside = set(ast.walk(stmt))
    bindings = [one for one in model.terms.table(scope).by_name.get(name, ()) if one.node in inside]
    readers = [reader for one in bindings for reader in model.uses.readers(one, scope)]
    return len(readers) == 1 and readers[0] in inside
