"""Methods that override one of the other colour, and who calls the overridden one."""

from __future__ import annotations

import ast
import fnmatch
from pathlib import PurePath
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.semantics.inference.values import (
    FunctionValue,
    Instance,
    Value,
    name_of,
    options_of,
)
from flake8_asyncpitfalls.semantics.project.word_index import NAMING_ANYWHERE
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope
    from flake8_asyncpitfalls.semantics.summaries.definitions import (
        ClassSummary,
        FunctionSummary,
        ModuleFacts,
    )

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_MOST_STEPS = 3
_PROTOCOL = ("connection_made", "connection_lost", "data_received", "datagram_received",
             "error_received", "eof_received", "pause_writing", "resume_writing", "get_buffer",
             "buffer_updated", "pipe_data_received", "pipe_connection_lost", "process_exited")  # fmt: skip
_HOOKS: dict[str, tuple[str, ...]] = {
    "asyncio.BaseProtocol": _PROTOCOL,
    "asyncio.Protocol": _PROTOCOL,
    "threading.Thread": ("run",),
    "threading.Timer": ("run",),
    "multiprocessing.Process": ("run",),
    "logging.Handler": ("emit", "handle", "flush", "close"),
    "logging.StreamHandler": ("emit", "handle", "flush", "close"),
    "logging.FileHandler": ("emit", "handle", "flush", "close"),
    "logging.Formatter": ("format", "formatTime", "formatException"),
    "logging.Filter": ("filter",),
    "http.server.BaseHTTPRequestHandler": ("do_*", "handle", "log_message"),
    "socketserver.BaseRequestHandler": ("handle", "setup", "finish"),
    "unittest.TestCase": ("setUp", "tearDown", "setUpClass", "tearDownClass"),
    "unittest.IsolatedAsyncioTestCase": ("setUp", "tearDown", "setUpClass", "tearDownClass"),
    "json.JSONEncoder": ("default", "encode", "iterencode"),
    "json.JSONDecoder": ("decode",),
    "ast.NodeVisitor": ("visit*", "generic_visit"),
    "html.parser.HTMLParser": ("handle_*", "feed"),
    "cmd.Cmd": ("do_*", "default", "precmd", "postcmd", "emptyline"),
    "string.Formatter": ("get_value", "format_field"),
    "argparse.Action": ("__call__",),
    "watchdog.events.FileSystemEventHandler": ("on_*", "dispatch"),
    "watchdog.events.PatternMatchingEventHandler": ("on_*", "dispatch"),
    "watchdog.events.RegexMatchingEventHandler": ("on_*", "dispatch"),
    "rest_framework.views.APIView": ("get", "post", "put", "patch", "delete", "head", "initial"),
    "rest_framework.serializers.Serializer": ("create", "update", "validate*", "to_*"),
    "rest_framework.serializers.ModelSerializer": ("create", "update", "validate*", "to_*"),
    "django.core.management.BaseCommand": ("handle", "add_arguments"),
    "django.core.management.base.BaseCommand": ("handle", "add_arguments"),
    "django.db.models.Model": ("save", "delete", "clean", "full_clean"),
    "celery.Task": ("run", "on_failure", "on_success", "on_retry"),
    "scrapy.Item": (),
}
"""Methods that a library calls without awaiting them, by the class that offers them."""
_AWAITED_HOOKS = dict.fromkeys(("asyncSetUp", "asyncTearDown"), "unittest.IsolatedAsyncioTestCase")
"""Methods that a library awaits, with the class that offers them."""
_ASKING = frozenset(
    {"iscoroutine", "iscoroutinefunction", "isawaitable", "maybe_await", "ensure_async", "isfuture"}
)


def hook_owner(function: ast.AsyncFunctionDef, model: SemanticModel) -> str:
    """The library's class whose plain hook *function* overrides; empty where it does not."""
    cls = _class_of(function, model)
    if cls is None or (function.decorator_list and not _is_class_method(function)):
        return ""
    for name in _base_names(cls, model):
        words = [word for word in _HOOKS.get(name, ()) if fnmatch.fnmatchcase(function.name, word)]
        if words:
            is_by_name = any(word.endswith("*") for word in words)
            return "" if is_by_name and _calls_by_name(cls, model) else name
    return ""


def _calls_by_name(cls: ClassSummary, model: SemanticModel) -> bool:
    """Whether the class, or a base in the project, looks its methods up itself: ``getattr(self, x)``.

    It may then call the hooks in its own way, in place of the library's.
    """
    for base in model.types.members.mro(cls):
        if base is None or base.module.is_stub or base.module.is_foreign:
            continue
        calls = (
            call
            for scope in base.module.terms.root.walk()
            if scope.enclosing_class is not None and scope.enclosing_class is base.scope
            for call in scope.of_type(ast.Call)
        )
        if any(_looks_up(call) for call in calls):
            return True
    return False


def _looks_up(call: ast.Call) -> bool:
    match call:
        case ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(id="self"), name, *_]):
            return not isinstance(name, ast.Constant)
    return False


def awaited_hook(function: ast.FunctionDef, model: SemanticModel) -> str:
    """The library's class that awaits the plain hook *function*, whose result cannot be awaited."""
    cls = _class_of(function, model)
    if cls is None or function.name not in _AWAITED_HOOKS or function.decorator_list:
        return ""
    if not model.capabilities.gives_no_awaitable(FunctionValue(model.summary_of(function))):
        return ""
    owner = _AWAITED_HOOKS[function.name]
    return owner if owner in _base_names(cls, model) else ""


def _is_class_method(function: FunctionNode) -> bool:
    return all(unparsed(decorator) == "classmethod" for decorator in function.decorator_list)


def _class_of(function: FunctionNode, model: SemanticModel) -> ClassSummary | None:
    parent = model.terms.scopes[function].parent
    if parent is None or parent.kind != "class":
        return None
    return model.module.class_(parent.identity)


def _base_names(cls: ClassSummary, model: SemanticModel) -> Iterator[str]:
    for base in model.types.members.mro(cls):
        if base is not None:
            yield _public(base.qualified_name)
            for term in base.bases:
                yield _public(name_of(model.types.evaluate(term, model.types.frame(base.module))))


def _public(name: str) -> str:
    """``unittest.case.TestCase`` as ``unittest.TestCase``, for the standard library's own rooms."""
    parts = name.split(".")
    return name if len(parts) < 3 or name in _HOOKS else f"{parts[0]}.{parts[-1]}"


def overridden(function: FunctionNode, model: SemanticModel) -> FunctionSummary | None:
    """The project's method that *function* overrides, the first in the order of bases.

    None where a decorator may have changed either.
    """
    cls = _class_of(function, model)
    if cls is None or function.decorator_list or function.name.startswith("__"):
        return None
    members = model.types.members
    for base in members.mro(cls)[1:]:
        if base is None:
            return None
        raw = members.own(base, function.name)
        if raw is not None:
            if not isinstance(raw, FunctionValue) or raw.call_kind:
                return None
            return None if base.module.is_stub or base.module.is_foreign else raw.summary
    return None


def plain_use(function: FunctionNode, base: FunctionSummary, model: SemanticModel) -> str:
    """Where code that has only the base class calls the method plainly; '' if none does."""
    return next(_uses(function, base, model, is_awaited=False), "")


def awaiting_use(function: FunctionNode, base: FunctionSummary, model: SemanticModel) -> str:
    """Who awaits the overridden method of a plain override whose results cannot be awaited."""
    if isinstance(function, ast.AsyncFunctionDef) or model.summary_of(function).is_empty:
        return ""
    value = FunctionValue(model.summary_of(function))
    if not model.capabilities.gives_no_awaitable(value):
        return ""
    if _refuses(model.summary_of(function), model, _MOST_STEPS):
        return ""
    place = next(_uses(function, base, model, is_awaited=True), "")
    if place:
        return f"{place} awaits it as a method of its base class"
    is_abstract = base.is_empty and any("abstractmethod" in str(term) for term in base.decorators)
    if not is_abstract or _is_used_plainly(function, base, model):
        return ""
    return "the abstract method is a coroutine function, which callers await"


def _is_used_plainly(function: FunctionNode, base: FunctionSummary, model: SemanticModel) -> bool:
    """Whether code that knows the abstract method's class takes what a method of that name gives at once.

    Then the abstract method is the one of the wrong colour: who would have awaited it does not.
    """
    owner = base.scope.parent
    naming = model.types.loader.search(NAMING_ANYWHERE + owner.name, base.module) if owner else None
    return any(
        _takes_plainly(call, scope, module)
        for module in {base.module: None, model.module: None, **dict.fromkeys(naming or ())}
        for scope in module.terms.root.walk()
        for call in scope.of_type(ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == function.name
    )


def _takes_plainly(call: ast.Call, scope: Scope, module: ModuleFacts) -> bool:
    """Whether no coroutine can be meant: what comes is read from, entered, or given by a plain ``def``."""
    match module.terms.parents[call]:
        case ast.withitem() | ast.Attribute() | ast.Subscript() | ast.Compare() | ast.For():
            return True
        case ast.Return():
            return not scope.is_coroutine
    return False


def _refuses(function: FunctionSummary, model: SemanticModel, steps: int) -> bool:
    """Whether the function does nothing but raise, or call another one that does nothing but that."""
    body = [stmt for stmt in function.scope.body if not _is_docstring(stmt)]
    match body:
        case [ast.Raise()]:
            return True
        case [ast.Return(value=ast.Call() as call) | ast.Expr(value=ast.Call() as call)] if steps:
            options = options_of(model.value_in(call.func, function, function.scope))
            return all(
                isinstance(option, FunctionValue)
                and not option.summary.module.is_stub
                and _refuses(option.summary, model, steps - 1)
                for option in options
            )
    return False


def _is_docstring(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)


def _asks(scope: Scope) -> bool:
    """Whether the code looks what it got before it awaits it."""
    names = [*scope.of_type(ast.Name), *scope.of_type(ast.Attribute)]
    return any(getattr(n, "id", getattr(n, "attr", "")) in _ASKING for n in names)


def _uses(
    function: FunctionNode, base: FunctionSummary, model: SemanticModel, *, is_awaited: bool
) -> Iterator[str]:
    """The places, for people, of calls of *base* on objects that may be of the overriding class.

    Those are calls on ``self`` in the base class, and in this file calls on what is declared as, or
    certainly is, an object of the base class.
    """
    own = _class_of(function, model)
    for module in {base.module: None, model.module: None}:
        frame = model.types.frame(module)
        module.hand_out()
        for scope in module.terms.root.walk():
            if _asks(scope) or _is_overridden(scope, own, model):
                continue
            for call in scope.of_type(ast.Call):
                func = call.func
                if not isinstance(func, ast.Attribute) or func.attr != function.name:
                    continue
                parent = module.terms.parents[call]
                if isinstance(parent, ast.Await) is not is_awaited:
                    continue
                if not is_awaited and not isinstance(
                    parent, (ast.Expr, ast.Attribute, ast.Compare)
                ):
                    continue
                value = model.types.evaluate(module.terms.reduce(func.value, scope), frame)
                if _may_be(value, base, own, model):
                    is_here = module is model.module
                    file = "line " if is_here else f"{PurePath(module.path).name}:"
                    yield f"{file}{call.lineno}"


def _is_overridden(scope: Scope, own: ClassSummary | None, model: SemanticModel) -> bool:
    """Whether the function is a method that the overriding class has another one for."""
    is_method = scope.is_function and scope.parent is not None and scope.parent.kind == "class"
    if own is None or not is_method:
        return False
    method = model.types.members.method(Instance(own), scope.name)
    return isinstance(method, FunctionValue) and method.summary.identity != scope.identity


def _may_be(
    value: Value, base: FunctionSummary, own: ClassSummary | None, model: SemanticModel
) -> bool:
    """Whether *value* is an object of the base class, or one between it and the override's."""
    for option in options_of(value):
        if not isinstance(option, Instance) or own is None:
            return False
        method = model.types.members.method(option, base.name)
        is_base = isinstance(method, FunctionValue) and method.summary is base
        if not is_base or option.summary not in model.types.members.mro(own):
            return False
    return True
