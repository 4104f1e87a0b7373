"""The parameters of a function, as its calls see them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

ParameterKind = Literal["positional", "plain", "keyword", "args", "kwargs"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: *kind* is ``positional``, ``plain``, ``keyword``, ``args`` or ``kwargs``."""

    name: str
    kind: ParameterKind
    has_default: bool


def parameters_of(arguments: ast.arguments) -> list[Parameter]:
    """The parameters of a ``def`` or lambda, in order."""
    defaults = len(arguments.defaults)
    plain: list[tuple[ast.arg, ParameterKind]] = [
        (arg, "positional") for arg in arguments.posonlyargs
    ]
    plain += [(arg, "plain") for arg in arguments.args]
    first = len(plain) - defaults
    found = [Parameter(a.arg, kind, i >= first) for i, (a, kind) in enumerate(plain)]
    if arguments.vararg is not None:
        found.append(Parameter(arguments.vararg.arg, "args", True))
    for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append(Parameter(arg.arg, "keyword", default is not None))
    if arguments.kwarg is not None:
        found.append(Parameter(arguments.kwarg.arg, "kwargs", True))
    return found
