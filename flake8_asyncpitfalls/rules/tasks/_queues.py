"""What is put into queues of asyncio and taken out, where somebody waits for it to be worked off."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.call_arguments import is_given
from flake8_asyncpitfalls.semantics.inference.values import FunctionValue
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code, ways_through
from flake8_asyncpitfalls.semantics.source.rounds import RoundCounter
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_QUEUE = "asyncio.Queue"
_GETS = ("get", "get_nowait")
_PUTS = ("put", "put_nowait")
_HARMLESS = ("join", "qsize", "empty", "full")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)


def get_in(stmt: ast.stmt, model: SemanticModel) -> ast.Call | None:
    """The ``get`` of an asyncio queue in a simple statement."""
    if not isinstance(stmt, (ast.Assign, ast.AnnAssign, ast.Expr)):
        return None
    for node in walk_code([stmt]):
        match node:
            case ast.Call(func=ast.Attribute(value=queue, attr=attr)) if attr in _GETS:
                if is_given(queue, _QUEUE, model):
                    return None if _is_collected(node, model) else node
    return None


def _is_collected(get: ast.AST, model: SemanticModel) -> bool:
    """Whether the item goes into a batch, whose end is the time for ``task_done``."""
    parent = model.parent(get)
    if isinstance(parent, ast.Await):
        parent = model.parent(parent)
    func = parent.func if isinstance(parent, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr in ("append", "add")


def has_join(queue: ast.expr, model: SemanticModel) -> bool:
    """Whether the module waits for *queue*, or another that it may be called, to be worked off."""
    name = None if _is_parameter(queue, model) else unparsed(queue).rpartition(".")[2]
    return any(
        call.func.attr == "join"
        and name in (None, unparsed(call.func.value).rpartition(".")[2])
        and model.is_instance(call.func.value, _QUEUE)
        for scope in model.scopes
        for call in scope.of_type(ast.Call)
        if isinstance(call.func, ast.Attribute)
    )


def _is_parameter(expr: ast.expr, model: SemanticModel) -> bool:
    if not isinstance(expr, ast.Name):
        return False
    scope: Scope | None = model.scope_of(expr)
    while scope is not None and expr.id not in model.terms.table(scope).by_name:
        scope = scope.parent
    bindings = model.terms.table(scope).by_name[expr.id] if scope is not None else []
    return any(binding.kind == "param" for binding in bindings)


@dataclass(slots=True)
class Surplus:
    """More sentinels (``None``) than consumers: *last* puts some, or gives the queue to who does."""

    last: ast.Call
    sentinels: int
    consumers: int


def surplus_before(join: ast.Call, model: SemanticModel) -> Surplus | None:
    """The surplus of sentinels in a queue of the function's own when it comes to ``queue.join()``.

    None unless all that happens to the queue is certain: the function makes it, puts into it, and
    gives it to functions of this file, each a known number of times: to consumers that stop at the
    first ``None``, and to producers that only put and that are awaited before the ``join()``.
    """
    queue = join.func.value if isinstance(join.func, ast.Attribute) else None
    scope = model.scope_of(join)
    if not isinstance(queue, ast.Name) or not model.uses.is_private(queue.id, scope):
        return None
    sentinels = consumers = 0
    last: ast.Call | None = None
    is_last_put = False
    for read in model.uses.reads(queue.id, scope):
        call = _call_with(read, model)
        times = 0 if call is None else _times(call, model)
        if call is None or times is None or model.scope_of(read) is not scope:
            return None
        if _is_method(call, read, _PUTS):
            if _is_none(call.args) and call.lineno < join.lineno:
                sentinels, last, is_last_put = sentinels + times, call, True
        elif _is_method(call, read, _HARMLESS):
            continue
        elif _is_consumer(call, read, model):
            consumers += times
        else:
            count = _sentinels_of(call, read, model)
            if count is None or not _is_awaited_before(join, call, model):
                return None
            sentinels += count * times
            last = last if is_last_put else call
    is_surplus = last is not None and 0 < consumers < sentinels
    return Surplus(last, sentinels, consumers) if last is not None and is_surplus else None


def _call_with(read: ast.Name, model: SemanticModel) -> ast.Call | None:
    """The call of a method of *read*, or that *read* is an argument of."""
    parent = model.parent(read)
    if isinstance(parent, ast.Attribute):
        parent = model.parent(parent)
    return parent if isinstance(parent, ast.Call) else None


def _is_method(call: ast.Call, read: ast.Name, names: Sequence[str]) -> bool:
    func = call.func
    return isinstance(func, ast.Attribute) and func.value is read and func.attr in names


def _is_none(args: Sequence[ast.expr]) -> bool:
    return len(args) == 1 and isinstance(args[0], ast.Constant) and args[0].value is None


def _times(node: ast.AST, model: SemanticModel) -> int | None:
    """How often *node* is evaluated in a call of its function; None when that is not certain."""
    times = 1
    child, parent = node, model.parent(node)
    while not isinstance(parent, _FUNCTIONS):
        rounds: int | None = 1
        if isinstance(parent, ast.For) and child in parent.body:
            rounds = None if _has_jump(parent) else _length(parent.iter, model)
        elif isinstance(parent, (ast.ListComp, ast.SetComp)) and child is parent.elt:
            clauses = parent.generators
            counts = [_length(clause.iter, model) for clause in clauses if not clause.ifs]
            known = [count for count in counts if count is not None]
            rounds = math.prod(known) if len(known) == len(clauses) else None
        elif not isinstance(parent, (ast.expr, ast.Expr, ast.Assign, ast.With, ast.AsyncWith)):
            rounds = None
        if rounds is None:
            return None
        times *= rounds
        child, parent = parent, model.parent(parent)
    return times


def _has_jump(loop: ast.For) -> bool:
    return not set(ways_through(loop.body, lambda _: False)) <= {"end"}


def _length(iterable: ast.expr, model: SemanticModel) -> int | None:
    """The number of elements of ``range(3)``, ``range(WORKERS)``, a display, or a variable of those."""

    def follow(name: ast.Name) -> ast.expr | None:
        return _only_value(name, model)

    return RoundCounter(follow).rounds(iterable).exactly


def _only_value(name: ast.Name, model: SemanticModel) -> ast.expr | None:
    """What *name* always is: the one literal it is bound to, or a list that nobody changes."""
    scope = model.uses.owner(name.id, model.scope_of(name))
    bindings = model.terms.table(scope).by_name.get(name.id, [])
    if len(bindings) != 1 or bindings[0].kind != "assign" or bindings[0].path:
        return None
    value = bindings[0].value
    if isinstance(value, ast.Constant):
        return value
    if not isinstance(value, ast.expr) or not model.uses.is_private(name.id, scope):
        return None
    for read in model.uses.reads(name.id, scope):
        parent = model.parent(read)
        is_iterated = isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is read
        if not is_iterated and not isinstance(parent, ast.Starred):
            return None
    return value


def _is_consumer(call: ast.Call, read: ast.Name, model: SemanticModel) -> bool:
    """Whether *call* makes a coroutine that takes from the queue until it gets a ``None``."""
    taker = _taker(call, read, model)
    return taker is not None and _stops_at_none(*taker)


def _taker(call: ast.Call, read: ast.Name, model: SemanticModel) -> tuple[Scope, str] | None:
    """The coroutine function of this file that *call* gives *read* to, and what it calls it."""
    function = model.value_of(call.func)
    if not isinstance(function, FunctionValue) or function.summary.module is not model.module:
        return None
    if function.call_kind or not function.summary.is_async or read not in call.args:
        return None
    names = [parameter.name for parameter in function.summary.parameters]
    taken = names[call.args.index(read) + (function.receiver is not None) :][:1]
    return (function.summary.scope, taken[0]) if taken else None


def _sentinels_of(call: ast.Call, read: ast.Name, model: SemanticModel) -> int | None:
    """How many ``None`` at least the producer that *call* starts puts; None if it is no producer."""
    taker = _taker(call, read, model)
    if taker is None:
        return None
    scope, queue = taker
    if not model.uses.is_private(queue, scope) or scope.of_type(ast.Return):
        return None
    count = 0
    for use in model.uses.reads(queue, scope):
        put = _call_with(use, model)
        if put is None or not _is_method(put, use, _PUTS) or model.scope_of(use) is not scope:
            return None
        count += (_times(put, model) or 0) if _is_none(put.args) else 0
    return count


def _is_awaited_before(join: ast.Call, call: ast.Call, model: SemanticModel) -> bool:
    """Whether the function waits for what *call* starts, before it comes to *join*."""
    node: ast.AST = call
    while isinstance(node, (ast.expr, ast.comprehension)):
        if isinstance(node, ast.Await):
            return True
        node = model.parent(node)
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            reads = model.uses.reads(name, model.scope_of(join))
            return any(
                call.lineno < r.lineno < join.lineno and _is_waited_for(r, model) for r in reads
            )
    return False


def _is_waited_for(read: ast.Name, model: SemanticModel) -> bool:
    """``await task`` and ``await asyncio.gather(*tasks)``."""
    call = model.parent(read)
    if isinstance(call, ast.Starred):
        call = model.parent(call)
    if isinstance(call, ast.Call) and model.refers_to(call.func, "asyncio.gather"):
        return isinstance(model.parent(call), ast.Await)
    return isinstance(call, ast.Await)


def _stops_at_none(consumer: Scope, queue: str) -> bool:
    """Whether the function is an endless loop over ``queue.get()`` that ``None`` alone ends."""
    loops = [stmt for stmt in consumer.body if isinstance(stmt, ast.While)]
    mentions = [node for node in consumer.names(queue) if isinstance(node.ctx, ast.Load)]
    for loop in loops:
        match loop:
            case ast.While(
                test=ast.Constant(value=True),
                body=[ast.Assign(targets=[ast.Name(id=item)], value=value), *rest],
            ) if _is_get(value, queue):
                gets = [node for node in mentions if node.lineno == value.lineno]
                others = [node for node in consumer.of_type(ast.Attribute) if node.attr == "get"]
                ways = ways_through(rest, lambda _: False, lambda test: _decides(test, item))
                stops = bool(ways) and set(ways) <= {"break", "return"}
                return len(loops) == 1 and len(gets) == 1 == len(others) and stops
    return False


def _is_get(value: ast.expr, queue: str) -> bool:
    match value:
        case ast.Await(
            value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[])
        ):
            return name == queue
    return False


def _decides(test: ast.expr, item: str) -> bool | None:
    """How a test of *item* comes out when that is None."""
    match test:
        case ast.Compare(
            left=ast.Name(id=name), ops=[op], comparators=[ast.Constant(value=None)]
        ) if name == item:
            return isinstance(op, (ast.Is, ast.Eq))
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)) if name == item:
            return True
        case ast.Name(id=name) if name == item:
            return False
    return None
