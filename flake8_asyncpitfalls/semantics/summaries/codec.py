"""Frozen modules as plain JSON data and back. Never pickle: a cache must not be able to run code."""

from __future__ import annotations

from typing import Any

from flake8_asyncpitfalls.semantics.summaries.definitions import (
    ClassSummary,
    FunctionSummary,
)
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.semantics.summaries.parameters import Parameter
from flake8_asyncpitfalls.semantics.summaries.predicate import Guards
from flake8_asyncpitfalls.semantics.summaries.sites import Site
from flake8_asyncpitfalls.semantics.terms.term import NONE, UNKNOWN, Term

Json = Any


def encode(module: ModuleSummary) -> Json:
    """The data of a frozen module: terms once each, in an order in which parts come first."""
    terms = _TermWriter()
    globals_ = {name: terms.optional(module.global_term(name)) for name in sorted(module.names())}
    classes = [_encode_class(cls, terms) for cls in module.classes()]
    functions = [_encode_function(function, terms) for function in module.functions()]
    return {
        "terms": terms.rows, "guards": terms.guard_rows, "globals": globals_,
        "classes": classes, "functions": functions,
        "stars": list(module.stars), "has_yield": module.has_yield,
    }  # fmt: skip


def decode(stored: Json, module: ModuleSummary) -> ModuleSummary:
    """*module* with the facts that are *stored*; ValueError, KeyError or TypeError if they are foreign."""
    terms = _read_terms(stored["terms"])
    module.restore(
        {key: _optional(index, terms) for key, index in stored["globals"].items()},
        tuple(stored["stars"]),
        bool(stored["has_yield"]),
    )
    for row in stored["classes"]:
        module.adopt_class(_decode_class(row, module, terms))
    guards = [_guards(row, terms) for row in stored["guards"]]
    for row in stored["functions"]:
        module.adopt_function(_decode_function(row, module, terms, guards))
    return module


class _TermWriter:
    """Numbers terms; a part that is a term becomes ``[n]``, a tuple of parts ``{"t": [...]}``."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._index: dict[Term, int] = {}
        self.guard_rows: list[Json] = []
        self._guards: dict[Guards, int] = {}

    def index(self, term: Term) -> int:
        known = self._index.get(term)
        if known is None:
            row = [self._part(part) for part in term]
            known = self._index[term] = len(self.rows)
            self.rows.append(row)
        return known

    def optional(self, term: Term | None) -> int | None:
        return None if term is None else self.index(term)

    def many(self, terms: tuple[Term, ...]) -> list[int]:
        return [self.index(term) for term in terms]

    def guards(self, guards: Guards) -> int:
        """The number of a row of guards: neighbouring places share theirs."""
        known = self._guards.get(guards)
        if known is None:
            row = [[self._part(test), expected, weight] for test, expected, weight in guards]
            known = self._guards[guards] = len(self.guard_rows)
            self.guard_rows.append(row)
        return known

    def _part(self, part: Any) -> Json:
        if isinstance(part, Term):
            return [self.index(part)]
        if isinstance(part, tuple):
            return {"t": [self._part(item) for item in part]}
        return part


def _read_terms(rows: Json) -> list[Term]:
    terms: list[Term] = []
    for row in rows:
        parts = tuple(_read_part(part, terms) for part in row)
        if parts == ("unknown",):
            terms.append(UNKNOWN)
        else:
            terms.append(NONE if parts == ("none",) else Term(parts))
    return terms


def _read_part(part: Json, terms: list[Term]) -> Any:
    if isinstance(part, list):
        return terms[part[0]]
    if isinstance(part, dict):
        return tuple(_read_part(item, terms) for item in part["t"])
    return part


def _optional(index: int | None, terms: list[Term]) -> Term | None:
    return None if index is None else terms[index]


def _encode_class(cls: ClassSummary, terms: _TermWriter) -> Json:
    own = {name: terms.optional(term) for name, term in cls.own_terms().items()}
    instance = {name: terms.many(found) for name, found in cls.all_instance_terms().items()}
    return {
        "id": cls.identity, "own": own, "instance": instance, "bases": terms.many(cls.bases),
        "decorators": terms.many(cls.decorators), "methods": list(cls.methods),
        "added": {name: terms.many(added) for name, added in cls.added.items()},
    }  # fmt: skip


def _decode_class(row: Json, module: ModuleSummary, terms: list[Term]) -> ClassSummary:
    cls = ClassSummary(module, row["id"], None)
    cls.__dict__.update(
        bases=tuple(terms[i] for i in row["bases"]),
        decorators=tuple(terms[i] for i in row["decorators"]),
        methods=tuple(row["methods"]),
        added={name: tuple(terms[i] for i in found) for name, found in row["added"].items()},
    )
    cls.restore(
        {name: _optional(index, terms) for name, index in row["own"].items()},
        {name: tuple(terms[i] for i in found) for name, found in row["instance"].items()},
    )
    return cls


def _encode_function(function: FunctionSummary, terms: _TermWriter) -> Json:
    return {
        "id": function.identity,
        "flags": [
            function.is_async,
            function.is_generator,
            function.is_empty,
            function.asks_loop,
        ],
        "class": function.class_identity,
        "decorators": terms.many(function.decorators),
        "parameters": [[p.name, p.kind, p.has_default] for p in function.parameters],
        "returns": terms.optional(function.returns),
        "results": [[terms.guards(guards), terms.index(term)] for guards, term in function.results],
        "yields": terms.index(function.yields),
        "sites": [_encode_site(site, terms) for site in function.sites],
        "tested": sorted(function.tested),
        "defaults": function.defaults,
        "annotations": {n: terms.index(term) for n, term in function.annotations.items()},
        "uses": function.parameter_uses,
    }


def _decode_function(
    row: Json, module: ModuleSummary, terms: list[Term], guards: list[Guards]
) -> FunctionSummary:
    function = FunctionSummary(module, row["id"], None)
    is_async, is_generator, is_empty, asks_loop = row["flags"]
    function.__dict__.update(
        is_async=is_async,
        is_generator=is_generator,
        is_empty=is_empty,
        asks_loop=asks_loop,
        class_identity=row["class"],
        decorators=tuple(terms[i] for i in row["decorators"]),
        parameters=tuple(Parameter(*parameter) for parameter in row["parameters"]),
        returns=_optional(row["returns"], terms),
        results=tuple((guards[index], terms[i]) for index, i in row["results"]),
        yields=terms[row["yields"]],
        sites=tuple(_decode_site(site, terms, guards) for site in row["sites"]),
        tested=frozenset(row["tested"]),
        defaults=row["defaults"],
        annotations={name: terms[i] for name, i in row["annotations"].items()},
        parameter_uses=dict(row["uses"]),
    )
    return function


def _encode_site(site: Site, terms: _TermWriter) -> Json:
    term = terms.index(site.term)
    guards = terms.guards(site.guards)
    return [
        site.kind,
        site.line,
        term,
        site.name,
        guards,
        site.noqa,
        site.follows_yield,
        site.is_once,
        site.is_repeated,
        site.is_spare,
        [terms.index(manager) for manager in site.inside],
        list(site.again),
        list(site.passed),
    ]


def _decode_site(row: Json, terms: list[Term], guards: list[Guards]) -> Site:
    kind, line, term, name, index, noqa, later, once, repeated, spare, inside, *words = row
    return Site(
        kind, line, terms[term], name, guards[index], noqa, later, once, repeated, spare,
        tuple(terms[manager] for manager in inside), *map(tuple, words),
    )  # fmt: skip


def _guards(rows: Json, terms: list[Term]) -> Guards:
    return tuple((_read_part(test, terms), expected, weight) for test, expected, weight in rows)
