"""What does the same as a blocking call and is awaited: a method, a function, a class, a process."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.file_blocks import file_block_around
from flake8_asyncpitfalls.analyses.conversion.processes import process_edits
from flake8_asyncpitfalls.analyses.conversion.twins import object_twin, twin_function, twin_method
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.edit import (
    AddAwait,
    Edit,
    MakeAsync,
    PassObject,
    RenameAttribute,
    ReplaceCallee,
    ReplaceName,
)
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._advice import fits, keyword_of
from flake8_asyncpitfalls.rules.blocking._remedies.streams import stream_edits
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.analyses.conversion.rewriting import Rewriting
    from flake8_asyncpitfalls.semantics.effects.effect import Effect
    from flake8_asyncpitfalls.semantics.model import SemanticModel


def twin_fix(call: ast.Call, effect: Effect, model: SemanticModel) -> Fix | None:
    """What does the same and is awaited: a method beside it, a function, or another class."""
    twin, span = keyword_of(effect, "twin"), Span.of(call)
    if twin and not fits(twin, call, model):
        return None
    edits: tuple[Edit, ...] = ()
    alone: tuple[str, ...] = ()
    loops = stream_edits(call, model)
    if twin and loops is not None and (method := twin_method(model, call, twin)):
        edits = (RenameAttribute(Span.of(call.func), method), AddAwait(span), *loops)
    elif twin and loops is not None and (function := twin_function(model, call, twin)):
        edits = (ReplaceCallee(span, function), AddAwait(span), *loops)
    elif rewriting := object_twin(model, call, twin) or file_block_around(model, call):
        twin, alone = rewriting.name, rewriting.alone
        edits = _rewriting_edits(rewriting) if fits(twin, call, model) else ()
    return Fix(Applicability.UNSAFE, f"use {twin}", edits, alone=alone) if edits else None


def process_fix(call: ast.Call, model: SemanticModel) -> Fix | None:
    """The process that *call* starts or waits for as one of asyncio."""
    edits, starter = process_edits(model, call)
    if not edits or library_at(model, call) != "asyncio":
        return None
    return Fix(Applicability.UNSAFE, f"use {starter}", edits)


def _rewriting_edits(rewriting: Rewriting) -> tuple[Edit, ...]:
    """Every use of the object changes with its creation."""
    create = PassObject if rewriting.passes_object else ReplaceCallee
    return (
        create(Span.of(rewriting.creation), rewriting.name),
        *(ReplaceCallee(Span.of(call), rewriting.name) for call in rewriting.more),
        *(ReplaceName(Span.of(expr), rewriting.name) for expr in rewriting.annotated),
        *(RenameAttribute(Span.of(expr), name) for expr, name in rewriting.renamed),
        *(AddAwait(Span.of(expr)) for expr in rewriting.awaited),
        *(MakeAsync(Span.of(place)) for place in rewriting.asynced),
    )
