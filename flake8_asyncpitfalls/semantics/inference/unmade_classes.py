"""Classes of the project that nobody in it makes: no object of theirs stands in for one of a base.

Whose name stands nowhere but in its definition and in imports is not made by its name. Tests count, and
texts and ``__all__`` as well: a list of names may be for the users of a library, or be looked up. Who
finds classes in another way than by their names may find this one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.cycle_guard import Memo
from flake8_asyncpitfalls.semantics.inference.values import ClassValue, FunctionValue, Instance
from flake8_asyncpitfalls.semantics.project.resolver import project_folder
from flake8_asyncpitfalls.semantics.project.word_index import (
    NAMING,
    NAMING_ANYWHERE,
    is_only_defined,
)

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.inference.evaluator import Evaluator
    from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

_FINDING = re.compile(rb"__subclasses__|import_module|__import__|entry_points|walk_packages")
_REGISTERING = "__init_subclass__"


class UnmadeClasses:
    """Answers for all classes of a run."""

    def __init__(self, types: Evaluator) -> None:
        self._types = types
        self._known: Memo[ClassSummary, bool] = Memo(types.guard, self._find, False)

    def leave_out(self, methods: list[FunctionValue]) -> list[FunctionValue]:
        """Those of *methods*, one of each subclass, whose objects somebody may make; all if nobody does."""
        made = [method for method in methods if not self._is_of_unmade(method)]
        return made or methods

    def _is_of_unmade(self, method: FunctionValue) -> bool:
        receiver = method.receiver
        return isinstance(receiver, (ClassValue, Instance)) and self._known[receiver.summary]

    def _find(self, cls: ClassSummary) -> bool:
        types, module = self._types, cls.module
        if module.is_stub or module.is_foreign or "." in cls.local_name or cls.decorators:
            return False
        # A folder that nothing marks as a project may be used by what nobody sees.
        if not project_folder(module.path).is_marked:
            return False
        bases = types.members.mro(cls)
        if any(base is None or _is_registering(base) for base in bases):
            return False
        if types.implementations.subclasses(cls):
            return False
        naming = types.loader.search(NAMING_ANYWHERE + cls.name, module)
        if naming is None or not all(
            is_only_defined(one.data, cls.name) for one in {module, *naming}
        ):
            return False
        return not any(self._may_be_found(base) for base in bases if base is not None)

    def _may_be_found(self, base: ClassSummary) -> bool:
        """Whether a module that names *base* looks for classes by other means than their names."""
        if base.module.is_stub:
            return False
        naming = self._types.loader.search(NAMING + base.name, base.module)
        return naming is None or any(_FINDING.search(one.data) for one in {base.module, *naming})


def _is_registering(base: ClassSummary) -> bool:
    return not base.module.is_stub and _REGISTERING in base.names
