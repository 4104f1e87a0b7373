"""The rules, found by themselves: ``rules/<family>/asyNNN_a_name.py`` is the rule ASYNNN a-name.

A rule's file name is its code and its name. No rule imports another: what the rules of a family
share stands in the family's ``__init__`` or in a module beside them whose name begins with an
underscore (``_queues.py``: an analysis that serves one rule or one family). Whatever else lies in a
family folder is refused.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import RuleError
from flake8_asyncpitfalls.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

HEADINGS = (
    "What it does",
    "Why it hurts",
    "Example",
    "Instead",
    "Fix safety",
    "Like",
)
"""The headings of a rule's docstring, each on a line of its own as ``## What it does``."""

_FILE_NAME = re.compile(r"asy\d{3}(_[a-z]+)+")


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code; the modules are imported at the first call. Raises RuleError."""
    return tuple(module.rule for module in rule_modules())


@functools.cache
def rule_modules() -> tuple[ModuleType, ...]:
    """The module of every rule, by code; each has ``rule`` and a docstring. Raises RuleError."""
    return load_rule_modules(importlib.import_module(__name__))


def find_rule_module(code_or_name: str) -> ModuleType | None:
    """The module of the rule ``ASY101``, ``asy101`` or ``blocking-sleep``; None if unknown."""
    for module in rule_modules():
        if code_or_name.upper() == module.rule.code or code_or_name == module.rule.name:
            return module
    return None


def load_rule_modules(package: ModuleType) -> tuple[ModuleType, ...]:
    """Import the rule modules in the family folders of *package*, sorted by code.

    Raises RuleError for a file that is not called after a rule, a module whose ``rule`` is missing
    or is not the one that its file name announces, and a code or name that is taken.
    """
    modules = sorted(_import_families(package), key=lambda module: module.rule.code)
    seen: dict[str, ModuleType] = {}
    for module in modules:
        for word in (module.rule.code, module.rule.name):
            other = seen.setdefault(word, module)
            if other is not module:
                raise RuleError(f"{module.__name__}: {word} is taken by {other.__name__}")
    return tuple(modules)


def _import_families(package: ModuleType) -> Iterator[ModuleType]:
    for family, is_package in _modules_in(package):
        qualified_name = f"{package.__name__}.{family}"
        if not is_package:
            raise RuleError(f"{qualified_name}: a rule belongs into the folder of a family")
        family_module = importlib.import_module(qualified_name)
        for name, is_inner_package in _modules_in(family_module):
            if not name.startswith("_"):
                yield _import_rule_module(qualified_name, name, is_package=is_inner_package)


def _modules_in(package: ModuleType) -> Iterator[tuple[str, bool]]:
    """The names of the modules in *package*, each with whether it is a package itself.

    A tenth of what ``pkgutil`` takes for it.
    """
    for folder in package.__path__:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith(".py") and entry.name != "__init__.py":
                yield entry.name.removesuffix(".py"), False
            elif os.path.isfile(os.path.join(entry.path, "__init__.py")):
                yield entry.name, True


def _import_rule_module(family: str, name: str, *, is_package: bool) -> ModuleType:
    qualified_name = f"{family}.{name}"
    if is_package or not _FILE_NAME.fullmatch(name):
        raise RuleError(
            f"{qualified_name}: not called after a rule, as in asy101_blocking_sleep.py"
        )
    module = importlib.import_module(qualified_name)
    rule = getattr(module, "rule", None)
    if not isinstance(rule, Rule):
        raise RuleError(f"{qualified_name}: has no 'rule = Rule(...)'")
    if name != module_name(rule):
        wanted = f"{module_name(rule)}.py"
        raise RuleError(f"{qualified_name}: {rule.code} {rule.name} belongs into {wanted}")
    return module


def module_name(rule: Rule) -> str:
    """The name of the module that must hold *rule*: ``asy101_blocking_sleep``."""
    return f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


def validate(modules: tuple[ModuleType, ...] | None = None) -> None:
    """Check what need not be checked at each start: the docstrings and that each rule has a check.

    Looks at all rules unless *modules* are given. Raises RuleError for the first that breaks a
    convention.
    """
    for module in rule_modules() if modules is None else modules:
        headings = [line[3:].strip() for line in _lines(module) if line.startswith("## ")]
        if headings != list(HEADINGS):
            wanted = ", ".join(HEADINGS)
            raise RuleError(f"{module.__name__}: the docstring's headings must be: {wanted}")
        if not module.rule.checks:
            raise RuleError(f"{module.__name__}: {module.rule.code} has no check")


def _lines(module: ModuleType) -> list[str]:
    return (module.__doc__ or "").splitlines()
