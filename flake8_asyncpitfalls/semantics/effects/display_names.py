"""How functions and files are named to people."""

from __future__ import annotations

import builtins
import os
import re

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Instance


def stub_name(function: FunctionValue) -> str:
    """The name of a library function for a message, as people write it.

    A method that a class of the project inherits has the name of the library's own class.
    """
    receiver = function.receiver
    if isinstance(receiver, Instance) and receiver.summary.module.is_stub:
        return f"{public_name(receiver.qualified_name)}.{function.summary.name}"
    return public_name(function.qualified_name)


def public_name(qualified_name: str) -> str:
    """Without private modules and the module of ``builtins``."""
    parts = [part for part in qualified_name.split(".") if part]
    if parts[0] == "builtins":
        parts = parts[1:]
    return ".".join(parts)


def is_invented(name: str) -> bool:
    """Whether stubs had to invent a class in *name*, for what a library makes at run time."""
    return re.search(r"\._(?!_)", name) is not None


def readable(name: str, spelled: str) -> str:
    """*name* of a blocking call for people: where stubs had to invent classes, as it is spelled."""
    parts = name.split(".")
    is_invented = any(part.startswith("_") for part in parts)
    return f"{parts[0]}'s {spelled}" if is_invented else name


def hop_name(spelled: str, first_callee: str) -> str:
    """The name of a function on the way: as it is *spelled*, where that says something.

    ``cls(...)``, ``super().__init__()``, ``enumerate(made())`` and longer expressions are named by
    *first_callee*, the function that is entered; a method has its class before it.
    """
    says_nothing = spelled in ("cls", "self", "__init__") or hasattr(builtins, spelled)
    if spelled.isidentifier() and (not says_nothing or first_callee == spelled):
        is_method = re.fullmatch(rf"[^\W\d]\w*\.{spelled}", first_callee) is not None
        return first_callee if is_method else spelled
    return first_callee.removesuffix(".__init__") or spelled


def display_path(path: str) -> str:
    """*path* relative to the working directory where it lies inside it, else absolute.

    However a file was named, chains that are remembered name it alike.
    """
    absolute = os.path.abspath(path)
    return absolute.removeprefix(os.path.join(os.getcwd(), ""))
