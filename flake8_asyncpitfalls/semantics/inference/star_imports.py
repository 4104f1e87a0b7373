"""Which module binds a name that another has by ``from module import *``.

Each module of a chain of such imports asks the next once, whoever asked it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ModuleFacts

_Name = tuple["ModuleFacts", str]
_MAX_STARS = 200
"""Of a module with more star imports nobody reads all that they lead to, for one name: it has thousands of
modules, and hands most of them out by code of its own anyway."""


class StarImports:
    """Answers for all modules of a run."""

    def __init__(self, types: Evaluator) -> None:
        self.types = types
        self._bound: Memo[_Name, bool] = Memo(types.guard, self._find_bound, False)
        self._binders: Memo[_Name, tuple[ModuleFacts | None, ...]] = Memo(
            types.guard, self._find_binder, ()
        )

    def is_bound(self, module: ModuleFacts, name: str) -> bool:
        """Whether *module* binds *name* itself or through a star import that can be read."""
        if module.global_term(name) is not None:
            return True
        return bool(module.stars) and not name.startswith("_") and self._bound[module, name]

    def binder(self, module: ModuleFacts, name: str) -> tuple[ModuleFacts | None, ...]:
        """The module, alone, whose *name* is meant in *module*; None where that cannot be seen.

        Nothing where no module binds it.
        """
        if module.global_term(name) is not None:
            return (module,)
        return self._binders[module, name] if module.stars else ()

    def is_given(self, module: ModuleFacts, name: str) -> bool:
        """The same, but for what leads back to *module*, which has it as a file in its folder, then."""
        return self.is_bound(module, name) and not self._is_own_submodule(module, name)

    def _is_own_submodule(self, module: ModuleFacts, name: str) -> bool:
        """Whether the module that binds *name* has it from *module* itself."""
        if module.global_term(name) is not None:
            return False
        binders = self.binder(module, name)
        asked = ("from", module.name.dotted, name)
        return any(one is not None and one.global_term(name) == asked for one in binders)

    def _find_bound(self, key: _Name) -> bool:
        module, name = key
        sources = (source for source in self._sources(module) if source is not None)
        return any(_hands_out(source, name) and self.is_bound(source, name) for source in sources)

    def _find_binder(self, key: _Name) -> tuple[ModuleFacts | None, ...]:
        module, name = key
        for source in self._sources(module):
            if source is None:
                return (None,)
            is_other = source is not module and _hands_out(source, name)
            if is_other and self.is_bound(source, name):
                found = self.binder(source, name)
                if found:
                    return found
        return ()

    def _sources(self, module: ModuleFacts) -> Iterator[ModuleFacts | None]:
        """What the star imports of *module* find, in their order; None for what cannot be seen."""
        if len(module.stars) > _MAX_STARS:
            return iter((None,))
        return (self.types.loader.load(star, module) for star in module.stars)


def _hands_out(module: ModuleFacts, name: str) -> bool:
    """Whether a star import may take *name* from *module*: its ``__all__`` has it, or cannot be read."""
    term = module.global_term("__all__")
    if term is not None and term[0] == "declared":
        term = term[1]
    match term:
        case ("tuple", parts) | ("list", ("union", parts)):
            is_changed = term[0] == "list" and b"__all__." in module.data
            return is_changed or any(part[0] != "text" or part[1] == name for part in parts)
        case ("list", ("text", only)):
            return only == name or b"__all__." in module.data
    return True
