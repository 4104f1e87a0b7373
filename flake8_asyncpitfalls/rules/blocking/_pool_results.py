"""Work that is handed to an executor, with the loop waiting for it in place of the loop's thread.

``asyncio.wrap_future(pool.submit(f, x))`` can be awaited. The executor, its threads and the order of what
is handed to them stay as they are.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.await_places import can_await
from flake8_asyncpitfalls.analyses.library import library_at
from flake8_asyncpitfalls.analyses.loop_steps import step_around
from flake8_asyncpitfalls.analyses.test_code import is_in_test, is_of_tests
from flake8_asyncpitfalls.analyses.thread_affinity import is_under_lock
from flake8_asyncpitfalls.edit import AddAwait, ReplaceCallee, ReplaceExpression, WrapExpression
from flake8_asyncpitfalls.finding import Applicability, Fix
from flake8_asyncpitfalls.rules.blocking._executor_pools import EXECUTOR, works_of
from flake8_asyncpitfalls.rules.blocking._steps.swallowing import would_be_swallowed
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.edit import Edit
    from flake8_asyncpitfalls.semantics.model import SemanticModel

_COMPLETED = "concurrent.futures.as_completed"
_SIMPLE = (ast.AnnAssign, ast.Assign, ast.AugAssign, ast.Expr, ast.Return)
_REPEATING = (
    ast.comprehension, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.ListComp, ast.SetComp,
)  # fmt: skip
_SPREADING = (ast.For, ast.If, ast.While)
"""Statements that hand work over, with others in them."""
_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)


def awaited_inside(item: ast.withitem, pool: str, model: SemanticModel) -> Fix | None:
    """Await each piece of work in the ``with`` of *item* that leaving it would wait for.

    Where several of them run at the same time they would come one after the other: there must be one
    alone, or one worker. What the block does besides, behind the first of them, may be what the work
    waits for: ``pool.submit(consume, queue)``, ``queue.put(None)``.
    """
    stmt = model.parent(item)
    assert isinstance(stmt, ast.With)
    works = [work for work, _ in works_of(stmt, pool)]
    if item is not stmt.items[-1] or not only_hands_over(stmt, works, model):
        return None
    if not all(_is_dropped(work, model) and _can_wait_for(work, model) for work in works):
        return None
    is_one = len(works) == 1 and not _is_in_loop(works[0], stmt, model)
    if not is_one and not _has_one_worker(item.context_expr):
        return None
    edits = [edit for work in works for edit in (_wrapped(work), AddAwait(Span.of(work)))]
    description = "await asyncio.wrap_future; what the work raises is raised here then"
    return Fix(Applicability.UNSAFE, description, tuple(edits))


def awaited_as_completed(call: ast.AST, model: SemanticModel) -> Fix | None:
    """``asyncio.as_completed`` over work that is handed to an executor for this loop alone.

    What the loop gets can be awaited once, and is no future to ask anything else.
    """
    if not isinstance(call, ast.Call) or not model.refers_to(call.func, _COMPLETED):
        return None
    if len(call.args) != 1 or call.keywords:
        return None
    works = _works_in(call.args[0], model)
    results = _results_of(call, model)
    if not works or not results or not _can_wait_for(call, model, results):
        return None
    edits: list[Edit] = [
        ReplaceCallee(Span.of(call), "asyncio.as_completed"),
        *map(_wrapped, works),
    ]
    for result in results:
        assert isinstance(result.func, ast.Attribute)
        assert isinstance(result.func.value, ast.Name)
        span = Span.of(result)
        edits += [ReplaceExpression(span, result.func.value.id), AddAwait(span)]
    return Fix(Applicability.UNSAFE, "await asyncio.as_completed", tuple(edits))


def only_hands_over(stmt: ast.With, works: list[ast.Call], model: SemanticModel) -> bool:
    """Whether *stmt* does nothing else from the first of *works* on than to hand them over."""
    handing = {model.parent(work) for work in works}
    first = next((place for place, one in enumerate(stmt.body) if _holds(one, handing)), 0)
    later = (node for node in walk_code(stmt.body[first:]) if isinstance(node, ast.stmt))
    return all(
        one in handing
        or isinstance(one, (*_SPREADING, ast.Break, ast.Continue, ast.Pass))
        or (isinstance(one, ast.Assign) and not any(map(_may_tell, ast.walk(one))))
        for one in later
    )


def _holds(stmt: ast.stmt, nodes: set[ast.AST]) -> bool:
    return any(node in nodes for node in walk_code([stmt]))


def _may_tell(node: ast.AST) -> bool:
    """Whether *node* calls something, or changes what others see."""
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        return not isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Call)


def _is_dropped(work: ast.Call, model: SemanticModel) -> bool:
    """Whether *work* is a statement that hands one function to the pool."""
    return isinstance(model.parent(work), ast.Expr) and _is_submit(work)


def _is_submit(work: ast.expr) -> bool:
    match work:
        case ast.Call(func=ast.Attribute(value=ast.Name(), attr="submit")):
            return True
    return False


def _can_wait_for(call: ast.Call, model: SemanticModel, waits: Sequence[ast.expr] = ()) -> bool:
    """Whether asyncio's loop can wait at *call*, or at *waits*, and nothing is divided or lost by that."""
    if library_at(model, call) != "asyncio" or is_under_lock(model, call):
        return False
    if is_in_test(model, call) or is_of_tests(model) or step_around(model, call) is not None:
        return False
    return all(
        can_await(model, wait) and not would_be_swallowed(wait, model) for wait in waits or (call,)
    )


def _is_in_loop(work: ast.Call, stmt: ast.With, model: SemanticModel) -> bool:
    """Whether a loop within *stmt* hands *work* over again and again."""
    node: ast.AST = work
    while node is not stmt:
        node = model.parent(node)
        if isinstance(node, _LOOPS):
            return True
    return False


def _has_one_worker(pool: ast.expr) -> bool:
    """Whether *pool*, which makes an executor, says that it works off one piece at a time."""
    if not isinstance(pool, ast.Call):
        return False
    given = [keyword.value for keyword in pool.keywords if keyword.arg == "max_workers"]
    return any(
        isinstance(value, ast.Constant) and value.value == 1 for value in [*pool.args[:1], *given]
    )


def _wrapped(work: ast.Call) -> WrapExpression:
    return WrapExpression(Span.of(work), "asyncio.wrap_future")


def _works_in(futures: ast.expr, model: SemanticModel) -> list[ast.Call]:
    """The calls that hand the work over whose *futures* these are, where nothing else sees them."""
    if isinstance(futures, ast.Name):
        scope = model.scope_of(futures)
        bindings = list(model.terms.table(scope).by_name.get(futures.id, ()))
        is_used_once = model.uses.is_private(futures.id, scope) and len(bindings) == 1
        if not is_used_once or model.uses.reads(futures.id, scope) != [futures]:
            return []
        value = bindings[0].value
        if bindings[0].kind != "assign" or bindings[0].path or value is None:
            return []
        futures = value
    match futures:
        case ast.List(elts=elts):
            made = elts
        case ast.ListComp(elt=elt):
            made = [elt]
        case _:
            return []
    works = [work for work in made if isinstance(work, ast.Call) and _is_pool_work(work, model)]
    return works if len(works) == len(made) else []


def _is_pool_work(work: ast.Call, model: SemanticModel) -> bool:
    if not _is_submit(work) or not isinstance(work.func, ast.Attribute):
        return False
    return model.is_instance(work.func.value, EXECUTOR)


def _results_of(call: ast.Call, model: SemanticModel) -> list[ast.Call]:
    """The one ``future.result()`` of the loop over *call*; none where the future is used otherwise."""
    loop = model.parent(call)
    match loop:
        case ast.For(target=ast.Name(id=name), iter=iter) if iter is call:
            inside: Sequence[ast.AST] = loop.body
        case ast.comprehension(target=ast.Name(id=name), iter=iter) if iter is call:
            holder = model.parent(loop)
            if not isinstance(holder, ast.ListComp) or len(holder.generators) > 1 or loop.ifs:
                return []
            inside = [holder.elt]
        case _:
            return []
    assert isinstance(loop, (ast.For, ast.comprehension))
    reads = [n for n in walk_code(inside) if isinstance(n, ast.Name) and n.id == name]
    if len(reads) != 1 or (isinstance(loop, ast.For) and _is_read_elsewhere(loop, reads[0], model)):
        return []
    result = model.parent(model.parent(reads[0]))
    match result:
        case ast.Call(func=ast.Attribute(value=value, attr="result"), args=[], keywords=[]):
            is_first = value is reads[0] and _comes_first(result, loop, model)
            return [result] if is_first else []
    return []


def _comes_first(result: ast.AST, loop: ast.For | ast.comprehension, model: SemanticModel) -> bool:
    """Whether each round of *loop* begins with *result*, once.

    ``asyncio.as_completed`` has not waited when the round begins, and lets each be awaited once.
    """
    child, parent = result, model.parent(result)
    end = loop if isinstance(loop, ast.For) else model.parent(loop)
    while parent is not end:
        if _may_leave_out(parent, child):
            return False
        child, parent = parent, model.parent(parent)
    return not isinstance(loop, ast.For) or child is loop.body[0]


def _may_leave_out(node: ast.AST, part: ast.AST) -> bool:
    """Whether *node* may run *part* of it not at all, later than something else, or more than once."""
    match node:
        case ast.Try(body=[first, *_]):
            return part is not first
        case ast.If(test=first) | ast.IfExp(test=first) | ast.BoolOp(values=[first, *_]):
            return part is not first
        case ast.Compare(left=first, comparators=[second, *_]):
            return part is not first and part is not second
        case ast.For(iter=first) | ast.Match(subject=first):
            return part is not first
        case ast.stmt():
            return not isinstance(node, _SIMPLE)
    return isinstance(node, _REPEATING)


def _is_read_elsewhere(loop: ast.For, known: ast.Name, model: SemanticModel) -> bool:
    """Whether the variable of *loop* has other readers than *known*, behind the loop or in a function."""
    scope = model.scope_of(loop)
    if not model.uses.is_private(known.id, scope):
        return True
    return any(
        read is not known
        and (
            model.scope_of(read) is not scope
            or any(one.value is loop.iter for one in model.terms.bindings_read(read, scope))
        )
        for read in model.uses.reads(known.id, scope)
    )
