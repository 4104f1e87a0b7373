"""What the description of a marker consists of: its name, its parameters and where it may stand."""

from __future__ import annotations

from typing import Literal

from flake8_asyncpitfalls.record import Record

KINDS = (
    "sleep",
    "http",
    "database",
    "service",
    "subprocess",
    "file",
    "filesystem",
    "socket",
    "input",
    "wait",
    "cpu",
    "metadata",
    "lock",
)
"""Kinds of blocking, in the order of ASY101 … ASY111; ``metadata`` is ASY904's, ``lock`` ASY302's."""

ParameterKind = Literal[
    "argument", "choice", "class_lists", "classes", "conditions", "flag", "names", "number", "text",
    "text_or_nothing", "version",
]  # fmt: skip
"""What literals a marker's parameter takes: ``argument`` is a position or a parameter's name,
``classes``, ``class_lists`` and ``conditions`` are mappings from names, ``names`` a tuple of them."""
Place = Literal["function", "class"]
FUNCTION: tuple[Place, ...] = ("function",)
CLASS: tuple[Place, ...] = ("class",)
ANY: tuple[Place, ...] = ("function", "class")


class Parameter(Record):
    """One parameter of a marker.

    *is_repeated*: it takes all positional arguments from there on; *is_keyword*: it is named.
    """

    name: str
    kind: ParameterKind
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_repeated: bool = False
    is_keyword: bool = False


ARGUMENT = (Parameter("arg", "argument", is_required=True),)
"""The parameter of a marker that says which argument it speaks of."""


class MarkerSpec(Record):
    """One marker: *on* which definitions it may stand and what it may be given."""

    name: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    on: tuple[Place, ...] = FUNCTION

    @property
    def signature(self) -> str:
        """The marker as a stub spells it: ``@calls(arg, hands_on=)``."""
        words = [
            f"*{part.name}" if part.is_repeated else part.name + "=" * part.is_keyword
            for part in self.parameters
        ]
        return f"@{self.name}({', '.join(words)})" if words else f"@{self.name}"
