"""Classes whose methods a decorator of the project replaces, one after the other, by computed names.

``for name, method in inspect.getmembers(cls): setattr(cls, name, to_sync(method))``: what a method of such
a class is, its own text does not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, options_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary, FunctionSummary

_LITERALS = frozenset({"const", "text"})


def has_changed_methods(types: Evaluator, summary: ClassSummary) -> bool:
    """Whether a decorator of the class *summary* sets attributes of it by names that it computes."""
    if summary.module.is_stub or not summary.decorators:
        return False
    frame = types.frame(summary.module)
    makers = (term[1] if term[0] == "call" else term for term in summary.decorators)
    return any(
        _sets_members(option.summary)
        for maker in makers
        for option in options_of(types.evaluate(maker, frame))
        if isinstance(option, FunctionValue) and not option.summary.module.is_stub
    )


def _sets_members(decorator: FunctionSummary) -> bool:
    """Whether it calls ``setattr`` for its own parameter with a name that is no literal."""
    for site in decorator.sites:
        if site.kind != "call" or site.term[1][-1] != "setattr" or len(site.term[2]) < 2:
            continue
        owner, name = site.term[2][:2]
        owner = owner[1] if owner[0] == "declared" else owner
        if owner[:2] == ("param", decorator.identity) and name[0] not in _LITERALS:
            return True
    return False
