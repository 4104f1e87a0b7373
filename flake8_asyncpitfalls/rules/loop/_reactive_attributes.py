"""Attributes of textual's objects that draw anew when they are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import Instance, name_of

if TYPE_CHECKING:
    import ast

    from flake8_asyncpitfalls.semantics.model import SemanticModel

_DOM_NODE = "textual.dom.DOMNode"
_OF_ALL = "loading"
_REACTIVE = frozenset({"textual.reactive.reactive", "textual.reactive.var"})


def is_reactive(attribute: ast.Attribute, model: SemanticModel) -> bool:
    """Whether *attribute* is one of those, of a class of textual's or of the project."""
    owner = model.value_of(attribute.value)
    members = model.types.members
    if not isinstance(owner, Instance) or not members.derives_from(owner.summary, _DOM_NODE):
        return False
    for cls in members.mro(owner.summary):
        if cls is None:
            return False
        term = cls.class_term(attribute.attr)
        if term is not None:
            made = term[1] if term[0] == "declared" else term
            for kind in ("call", "item"):
                made = made[1] if made[0] == kind else made
            return name_of(model.types.evaluate(made, model.types.frame(cls.module))) in _REACTIVE
    return attribute.attr == _OF_ALL
