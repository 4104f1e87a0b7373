"""Whether code that nobody sees here may call a function, or override it: its colour is a promise then.

A package that others install gives them what it exports; what is loaded by a name that only the run knows
may be a class of theirs.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.test_code import is_of_tests
from flake8_asyncpitfalls.analyses.unknown_code import runs_any_code
from flake8_asyncpitfalls.semantics.inference.values import (
    ClassValue,
    FunctionValue,
    ModuleValue,
    options_of,
)
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.inference.values import Value
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.project.distribution import Distribution
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import FunctionSummary

_ABSTRACT = "abc.abstractmethod"
_LOADING = (b"import_module", b"__import__")
_MAX_HOPS = 2
"""How far behind a function of the module its loading by name is looked for."""


def why_for_others(model: SemanticModel, scope: Scope, project: Distribution) -> str:
    """Why code outside of the *project* may call or override the function *scope*, one clause; or ''."""
    module = model.module.name.dotted
    if f"{module}:{scope.qualified_name}" in project.named:
        return "an entry point of the package names it"
    if is_of_tests(model) or _is_hidden(model, scope):
        return ""
    reason = _why_installed(model, scope, project) if project.is_published else ""
    line = 0 if reason else _loading_line(model, scope)
    return f"a class that is loaded by name in line {line} may have its own" if line else reason


def _why_installed(model: SemanticModel, scope: Scope, project: Distribution) -> str:
    """Why those who install the *project* may call or override the function *scope*; or ''."""
    module = model.module.name.dotted
    outer = scope.qualified_name.partition(".")[0]
    exporter = _exporter(model, outer)
    if exporter:
        return f"the package {exporter} gives {outer} to all who install it"
    if "." in module and not any(map(_is_private, (*module.split("."), outer))):
        if not project.has_scripts:
            return "it is public in a package that others install"
        if _is_abstract(model, scope):
            return "it is abstract in a package that others install"
    return ""


def _is_hidden(model: SemanticModel, scope: Scope) -> bool:
    """Whether its name says that it is for nobody else, or nobody else can reach it."""
    if scope.parent is not None and scope.parent.kind == "function":
        return True
    is_private = any(_is_private(part) for part in scope.qualified_name.split("."))
    return is_private and not _is_abstract(model, scope)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def _is_abstract(model: SemanticModel, scope: Scope) -> bool:
    """Whether somebody must override it."""
    decorators = getattr(scope.node, "decorator_list", ())
    return any(model.name_of(decorator) == _ABSTRACT for decorator in decorators)


def _exporter(model: SemanticModel, name: str) -> str:
    """The package around the module that has its class or function *name* under that name; or ''."""
    own = model.types.global_value(name, model.module)
    parts = model.module.name.dotted.split(".")
    for length in range(len(parts) - 1, 0, -1):
        package = model.types.module(".".join(parts[:length]), model.module)
        if isinstance(package, ModuleValue) and not package.summary.is_stub:
            value = model.types.global_value(name, package.summary)
            if _is_same(value, own):
                return package.summary.name.dotted
    return ""


def _is_same(value: Value, own: Value) -> bool:
    if not isinstance(value, ClassValue | FunctionValue) or not isinstance(own, type(value)):
        return False
    one, other = value.summary, own.summary
    is_one_file = os.path.abspath(one.module.path) == os.path.abspath(other.module.path)
    return is_one_file and one.identity == other.identity


def _loading_line(model: SemanticModel, method: Scope) -> int:
    """The 1-based line where a class in the place of that of *method* may be loaded by name; or 0."""
    if method.parent is None or method.parent.kind != "class":
        return 0
    cls = model.module.class_(method.parent.identity)
    order = model.types.members.mro(cls)
    names = {base.name for base in order if base is not None and not base.module.is_stub}
    for scope, line in model.analysis(_loading):
        is_own = scope.parent is not None and scope.parent.name in names
        if is_own or _gives_one_of(scope, names):
            return line
    return 0


def _gives_one_of(function: Scope, names: set[str]) -> bool:
    """Whether *function* says that it gives an object of a class of *names*; or names one, unsaid."""
    node = function.node
    returns = getattr(node, "returns", None)
    words = re.findall(r"\w+", unparsed(node if returns is None else returns))
    return not names.isdisjoint(words)


def _loading(model: SemanticModel) -> list[tuple[Scope, int]]:
    """The functions of the module that load what only the run knows the name of, and the lines."""
    return [
        (scope, line)
        for scope in model.scopes
        if scope.kind == "function"
        for line, found in _loads(model, model.module.function(scope.identity), _MAX_HOPS)
        if found
    ]


def _loads(
    model: SemanticModel, function: FunctionSummary, hops: int
) -> Iterator[tuple[int, bool]]:
    """For each call of *function* its line, and whether it loads something by name."""
    if not function.sites:
        return
    calls = model.types.calls
    frame = calls.frame_of(FunctionValue(function), [], {})
    for site in function.sites:
        if site.kind == "call":
            options = options_of(model.types.evaluate(site.term[1], frame))
            yield (
                site.line,
                runs_any_code(site, options)
                or any(
                    found
                    for option in options
                    if isinstance(option, FunctionValue)
                    and _may_load(function, option.summary, hops)
                    for _, found in _loads(model, option.summary, hops - 1)
                ),
            )


def _may_load(caller: FunctionSummary, function: FunctionSummary, hops: int) -> bool:
    """Whether *function*, called by *caller*, is worth a look *hops* before the end."""
    module = function.module
    if not hops or module.is_stub:
        return False
    return module is caller.module or any(word in module.data for word in _LOADING)
