"""``p = subprocess.Popen(...)`` as a process of asyncio, with every use of it.

That is done where the process is a variable of one coroutine that waits for it, and each use has a
form that asyncio has too, with the same results and errors: ``communicate`` and ``wait`` are awaited,
a timeout becomes ``wait_for`` with its handlers, ``poll()`` is ``returncode``, the lines of a pipe are
iterated asynchronously. What asyncio's processes do otherwise (text, ``with``, ``kill`` of what may
have ended, a pipe for input) withholds it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.conversion.rewriting import Follower, NoTwinError, Rewriting
from flake8_asyncpitfalls.analyses.conversion.twins import binding_of
from flake8_asyncpitfalls.edit import (
    AddAwait,
    DropArgument,
    Edit,
    InsertLines,
    MakeAsync,
    ReplaceCallee,
    ReplaceExpression,
    ReplaceName,
    SpreadDisplay,
    StarArgument,
)
from flake8_asyncpitfalls.semantics.source.node_fields import is_nothing
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Binding

_POPEN = "subprocess.Popen"
_EXEC, _SHELL = "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"
_TIMEOUT = "subprocess.TimeoutExpired"
_TEXT = frozenset({"text", "universal_newlines", "encoding"})
_DROPPED = frozenset({"bufsize", "shell", *_TEXT})
_REFUSED = frozenset({"errors", "stdin"})
"""Arguments that asyncio does not take, or that open a pipe which is written to in another way."""
_PIPES = ("stdout", "stderr")
_READING = frozenset({"read", "readline"})
_SIGNALS = frozenset({"kill", "send_signal", "terminate"})


def process_edits(model: SemanticModel, call: ast.Call) -> tuple[tuple[Edit, ...], str]:
    """The edits that make the process asynchronous that *call* starts or works on, and by what name.

    None, with an empty name, where a use of it has no form that does the same.
    """
    return model.analysis(_Processes).of(call)


class _Processes:
    """Answers for one file."""

    def __init__(self, model: SemanticModel) -> None:
        self.model = model
        self._known: dict[Binding, tuple[tuple[Edit, ...], str]] = {}

    def of(self, call: ast.Call) -> tuple[tuple[Edit, ...], str]:
        """The edits for the process of *call*, and the name of what starts it then."""
        binding = self._binding(call)
        if binding is None or binding.kind != "assign" or not isinstance(binding.value, ast.Call):
            return (), ""
        if self.model.name_of(binding.value.func) != _POPEN:
            return (), ""
        if binding not in self._known:
            try:
                process = _Process(self.model, binding, binding.value)
                self._known[binding] = process.edits(), process.starter
            except NoTwinError:
                self._known[binding] = (), ""
        return self._known[binding]

    def _binding(self, call: ast.Call) -> Binding | None:
        """The variable that *call* gives a process to, or whose process it works on."""
        scope = self.model.scope_of(call)
        stmt = self.model.parent(call)
        is_start = self.model.name_of(call.func) == _POPEN
        if is_start and isinstance(stmt, ast.Assign) and stmt.value is call:
            bindings = self.model.terms.table(scope).at(stmt)
            return bindings[0] if len(bindings) == 1 and not bindings[0].path else None
        root: ast.expr = call.func
        while isinstance(root, ast.Attribute):
            root = root.value
        return binding_of(self.model, root, scope) if isinstance(root, ast.Name) else None


class _Process:
    """One process: *name* is its variable, *creation* the call that starts it."""

    def __init__(self, model: SemanticModel, binding: Binding, creation: ast.Call) -> None:
        self.model, self.creation, self.name = model, creation, binding.name
        self.scope = model.scope_of(creation)
        self.starter = _EXEC
        self._options = {keyword.arg: keyword.value for keyword in creation.keywords}
        self._encoding = self._text_encoding()
        self._is_waited_for = False
        self._handlers: dict[ast.expr, None] = {}
        self._uses = list(Follower(model, Rewriting(creation, "")).uses(binding, self.scope))

    def edits(self) -> tuple[Edit, ...]:
        """Everything that changes; raises NoTwinError."""
        if not self.scope.is_coroutine or not can_await(self.model, self.creation):
            raise NoTwinError
        found = [*self._start(), *(edit for use in self._uses for edit in self._use(use))]
        if not self._is_waited_for:
            # asyncio ends a process that nobody waits for.
            raise NoTwinError
        builtin = self.model.runs_on_python(3, 11, at=self.creation)
        name = "builtins.TimeoutError" if builtin else "asyncio.TimeoutError"
        found += [ReplaceName(Span.of(expr), name) for expr in self._handlers]
        return tuple(found)

    def _text_encoding(self) -> str | None:
        """How output is decoded: the arguments of ``decode``; None where it stays bytes."""
        encoding = self._options.get("encoding")
        if isinstance(encoding, ast.Constant) and isinstance(encoding.value, str):
            return repr(encoding.value).replace("'", '"')
        if encoding is not None:
            raise NoTwinError
        is_text = any(self._flag(name) for name in ("text", "universal_newlines"))
        return "" if is_text else None

    def _flag(self, name: str) -> bool:
        """Whether the argument *name* is certainly true; raises NoTwinError if nobody knows."""
        value = self._options.get(name)
        if value is None:
            return False
        if not isinstance(value, ast.Constant):
            raise NoTwinError
        return bool(value.value)

    def _start(self) -> Iterator[Edit]:
        """``asyncio.create_subprocess_exec(...)``, awaited."""
        call, span = self.creation, Span.of(self.creation)
        if (
            len(call.args) != 1
            or None in self._options
            or not _REFUSED.isdisjoint(self._options.keys() - self._harmless_stdin())
        ):
            raise NoTwinError
        self.starter = _SHELL if self._flag("shell") else _EXEC
        command = call.args[0]
        for name in sorted(self._options.keys() & _DROPPED, key=str):
            yield DropArgument(span, str(name))
        if self.starter == _SHELL:
            if self._is_list(command):
                raise NoTwinError
        elif isinstance(command, ast.List) and command.elts:
            yield SpreadDisplay(span, 0)
        elif self._is_list(command):
            yield StarArgument(span, 0)
        elif not (isinstance(command, ast.Constant) and isinstance(command.value, str)):
            raise NoTwinError
        yield ReplaceCallee(span, self.starter)
        yield AddAwait(span)

    def _harmless_stdin(self) -> set[str]:
        """``stdin``, where it is no pipe."""
        value = self._options.get("stdin")
        name = "" if value is None else self.model.name_of(value)
        return {"stdin"} if name == "subprocess.DEVNULL" else set()

    def _is_list(self, command: ast.expr) -> bool:
        if isinstance(command, (ast.List, ast.Tuple, ast.ListComp)):
            return True
        if isinstance(command, ast.BinOp):
            return self._is_list(command.left)
        if isinstance(command, ast.Call) and self.model.name_of(command.func) == "shlex.split":
            return True
        return self.model.capabilities.is_sequence(self.model.value_of(command))

    def _use(self, name: ast.Name) -> Iterator[Edit]:
        attribute = self.model.parent(name)
        if not isinstance(attribute, ast.Attribute) or not isinstance(attribute.ctx, ast.Load):
            raise NoTwinError
        call = self.model.parent(attribute)
        if attribute.attr in ("pid", "returncode"):
            return
        if attribute.attr in _PIPES:
            yield self._pipe(attribute)
        elif not isinstance(call, ast.Call) or call.func is not attribute:
            raise NoTwinError
        elif attribute.attr in ("communicate", "wait"):
            yield from self._wait(call, attribute.attr)
        elif attribute.attr == "poll":
            yield ReplaceExpression(Span.of(call), f"{self.name}.returncode")
        elif attribute.attr not in _SIGNALS or not self._certainly_runs(call):
            raise NoTwinError

    def _pipe(self, pipe: ast.Attribute) -> Edit:
        """Lines or the whole of what the process writes."""
        if self._encoding is not None or pipe.attr not in self._options:
            raise NoTwinError
        parent = self.model.parent(pipe)
        if isinstance(parent, ast.For) and parent.iter is pipe and can_await(self.model, parent):
            return MakeAsync(Span.of(parent))
        call = self.model.parent(parent)
        is_read = isinstance(parent, ast.Attribute) and parent.attr in _READING
        if not is_read or not isinstance(call, ast.Call) or call.func is not parent:
            raise NoTwinError
        if not can_await(self.model, call):
            raise NoTwinError
        return AddAwait(Span.of(call))

    def _wait(self, call: ast.Call, method: str) -> Iterator[Edit]:
        """``communicate`` or ``wait``, awaited; with ``wait_for`` around it where it has a timeout."""
        if not can_await(self.model, call):
            raise NoTwinError
        self._is_waited_for = True
        given, timeout = _arguments(call, method)
        if given is not None:
            # That needs a pipe, which is refused with ``stdin``.
            raise NoTwinError
        if method == "communicate" and self._encoding is not None:
            yield from self._decoding(call)
        if timeout is not None:
            self._handlers.update(dict.fromkeys(self._timeout_handlers(call)))
            seconds = unparsed(timeout)
            code = f"⟦0⟧({self.name}.{method}(), timeout={seconds})"
            yield ReplaceExpression(Span.of(call), code, ("asyncio.wait_for",))
        yield AddAwait(Span.of(call))

    def _decoding(self, call: ast.Call) -> Iterator[Edit]:
        """The output as text, in lines after the statement that waits for it."""
        match self.model.parent(call):
            case ast.Expr():
                return
            case (
                ast.Assign(
                    targets=[ast.Tuple(elts=[ast.Name() as output, ast.Name() as errors])]
                ) as stmt
            ):
                pass
            case _:
                raise NoTwinError
        lines = [
            f"{name.id} = {name.id}.decode({self._encoding})"
            for name, pipe in zip((output, errors), _PIPES, strict=True)
            if pipe in self._options and self._is_read(name)
        ]
        if lines:
            yield InsertLines(Span.of(stmt), "\n".join(lines), after=True)

    def _is_read(self, target: ast.Name) -> bool:
        """Whether the function reads what the target *target* is bound to."""
        return any(
            self.model.statement_of(binding.node) is self.model.statement_of(target)
            for name in self.model.uses.mentions(target.id, self.scope)
            if isinstance(name.ctx, ast.Load)
            for binding in self.model.terms.bindings_read(name, self.scope)
        )

    def _timeout_handlers(self, call: ast.Call) -> Iterator[ast.expr]:
        """What catches the timeout of *call*; raises NoTwinError if it would be another error.

        Outside of this function somebody may expect the error of subprocess.
        """
        child: ast.AST = self.model.statement_of(call)
        while child is not self.scope.node:
            parent = self.model.parent(child)
            if isinstance(parent, ast.Try) and child in parent.body:
                for handler in parent.handlers:
                    yield from self._caught(handler, parent)
                    if handler.type is None or self._is_for_timeout(handler.type):
                        return
            child = parent
        raise NoTwinError

    def _caught(self, handler: ast.ExceptHandler, stmt: ast.Try) -> Iterator[ast.expr]:
        if handler.type is None or self.model.name_of(handler.type) != _TIMEOUT:
            return
        calls = [n for part in stmt.body for n in ast.walk(part) if isinstance(n, ast.Call)]
        others = (n.func for n in calls if unparsed(n.func).partition(".")[0] != self.name)
        if handler.name or any(
            self.model.name_of(func).startswith("subprocess.") for func in others
        ):
            raise NoTwinError
        yield handler.type

    def _is_for_timeout(self, expr: ast.expr) -> bool:
        name = self.model.name_of(expr)
        return name in (_TIMEOUT, "builtins.Exception", "builtins.BaseException")

    def _certainly_runs(self, call: ast.Call) -> bool:
        """Whether a timeout or a test has shown that the process has not ended before *call*."""
        child: ast.AST = self.model.statement_of(call)
        while child is not self.scope.node:
            parent = self.model.parent(child)
            if isinstance(child, ast.ExceptHandler) and child.type is not None:
                return self.model.name_of(child.type) == _TIMEOUT
            if isinstance(parent, ast.If) and child in parent.body and self._asks(parent.test):
                return True
            child = parent
        return False

    def _asks(self, test: ast.expr) -> bool:
        """Whether *test* is ``p.poll() is None`` or ``p.returncode is None``."""
        match test:
            case ast.Compare(
                left=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="poll"))
                | ast.Attribute(value=ast.Name(id=name), attr="returncode"),
                ops=[ast.Is()],
                comparators=[ast.Constant(value=None)],
            ):
                return name == self.name
        return False


def _arguments(call: ast.Call, method: str) -> tuple[ast.expr | None, ast.expr | None]:
    """The input and the timeout that *call* gives; raises NoTwinError for other forms."""
    names = ["input", "timeout"] if method == "communicate" else ["timeout"]
    if len(call.args) > len(names) or any(isinstance(arg, ast.Starred) for arg in call.args):
        raise NoTwinError
    given: dict[str | None, ast.expr] = dict(zip(names, call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords}
    if not given.keys() <= set(names):
        raise NoTwinError
    wanted = (given.get(name) for name in ("input", "timeout"))
    first, second = (None if is_nothing(expr) else expr for expr in wanted)
    return first, second
