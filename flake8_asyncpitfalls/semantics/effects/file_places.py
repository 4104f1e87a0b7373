"""Where a file lies, and how it was opened, as far as the text tells.

What the kernel makes up when it is read (``/proc``, ``/sys``) is on no disk. A path may be put together:
what begins it decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.inference.frame import Frame
    from flake8_asyncpitfalls.semantics.terms.term import Term

_MAX_STEPS = 8
_JOINING = frozenset({"joinpath", "absolute", "resolve", "with_suffix"})
_PATHS = "pathlib."


class FilePlaces:
    """Answers for all modules of a run."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types

    def is_under(self, path: Term, frame: Frame, folder: str, steps: int = 0) -> bool:
        """Whether *path*, a text or a ``Path``, is certainly *folder* or in it."""
        if steps > _MAX_STEPS:
            return False
        match path:
            case ("text", text) | ("const", "str", text):
                return f"{text}/".startswith(f"{folder}/")
            case ("binop", "Add", ("text", text), _):
                return str(text).startswith(f"{folder}/")
            case ("true" | "declared" | "tested", inner, *_) | ("binop", "Div", inner, _):
                return self.is_under(inner, frame, folder, steps + 1)
            case ("union", parts):
                return all(self.is_under(part, frame, folder, steps + 1) for part in parts)
            case ("global", name):
                made = frame.module.global_term(name)
                return made is not None and self.is_under(made, frame, folder, steps + 1)
            case ("call", ("attr", owner, name), _, _) if name in _JOINING:
                return self.is_under(owner, frame, folder, steps + 1)
            case ("call", callee, (first, *_), _):
                cls = self.types.evaluate(callee, frame)
                is_path = isinstance(cls, ClassValue) and cls.qualified_name.startswith(_PATHS)
                return is_path and self.is_under(first, frame, folder, steps + 1)
        return False

    def opening(self, handle: Term, frame: Frame) -> tuple[FunctionValue, Term] | None:
        """The function that opened the file *handle*, and the term of its call; None where unknown."""
        if handle[0] == "enter":
            handle = handle[1]
        if handle[0] != "call":
            return None
        function = self.types.evaluate(handle[1], frame)
        is_opening = isinstance(function, FunctionValue) and "opens" in function.summary.markers
        return (function, handle) if is_opening else None  # type: ignore[return-value]
