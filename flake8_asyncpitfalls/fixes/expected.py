"""What each kind of edit means: the syntax tree that the fixed text must parse to.

Written apart from the edits of LibCST nodes, on ``ast`` nodes, so that one checks the other.
"""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any, TypeAlias

from flake8_asyncpitfalls import finding as vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_asyncpitfalls.fixes.steps import Step

ExpectedNode: TypeAlias = "ast.AST | list[ast.stmt]"


def expected(node: ast.AST, steps: Sequence[Step]) -> ExpectedNode:
    """What stands in the place of *node* after *steps*; its unchanged parts are shared."""
    result: Any = copy.copy(node)
    for step in steps:
        result = MEANINGS[type(step.edit)](result, step)
    return result  # type: ignore[no-any-return]


def reference_tree(reference: str) -> ast.expr:
    """The tree of a dotted name or another expression that stands nowhere in the old text."""
    return _made(reference, mode="eval").body  # type: ignore[no-any-return]


def statements_of(code: str) -> list[ast.stmt]:
    """The statements of *code*, which stand nowhere in the old text and so have no position."""
    return _made(code, mode="exec").body  # type: ignore[no-any-return]


def _made(code: str, mode: str) -> Any:
    tree = ast.parse(code, mode=mode)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            del node.lineno
    return tree


def _add_await(node: ast.expr, step: Step) -> ast.expr:
    return ast.Await(node)


def _drop_await(node: ast.Await, step: Step) -> ast.expr:
    return node.value


def _replace_name(node: ast.expr, step: Step) -> ast.expr:
    return reference_tree(step.reference)


def _rename_attribute(node: ast.Attribute, step: Step) -> ast.expr:
    node.attr = step.edit.name  # type: ignore[union-attr]
    return node


def _drop_element(node: ast.Tuple, step: Step) -> ast.expr:
    dropped = step.edit.element  # type: ignore[union-attr]
    node.elts = [*node.elts[:dropped], *node.elts[dropped + 1 :]]
    return node if len(node.elts) > 1 else node.elts[0]


def _replace_callee(call: ast.Call, step: Step) -> ast.expr:
    call.func = reference_tree(step.reference)
    return call


def _offload(call: ast.Call, step: Step) -> ast.expr:
    call.args = [call.func, *call.args]
    if step.partial:
        call.func = reference_tree(step.partial)
        return ast.Call(reference_tree(step.reference), [call], [])
    call.func = reference_tree(step.reference)
    return call


def _unwrap_call(call: ast.Call, step: Step) -> ast.expr:
    return call.args[_argument(step)]


def _pass_object(call: ast.Call, step: Step) -> ast.expr:
    method = call.func
    assert isinstance(method, ast.Attribute)
    call.func, call.args = reference_tree(step.reference), [method.value, *call.args]
    return call


def _wrap_argument(call: ast.Call, step: Step) -> ast.expr:
    index, value = _argument(step), copy.copy(call.args[_argument(step)])
    if not step.edit.each_element:  # type: ignore[union-attr]
        return _with_argument(call, index, [_wrapped(call.args[index], step)])
    if hasattr(value, "elts"):
        value.elts = [_wrapped(element, step) for element in value.elts]
    else:
        value.elt = _wrapped(value.elt, step)  # type: ignore[attr-defined]
    return _with_argument(call, index, [value])


def _spread_argument(call: ast.Call, step: Step) -> ast.expr:
    inner: Any = call.args[_argument(step)]
    call.keywords = [*inner.keywords, *call.keywords]
    return _with_argument(call, _argument(step), [inner.func, *inner.args])


def _call_argument(call: ast.Call, step: Step) -> ast.expr:
    index = _argument(step)
    return _with_argument(call, index, [ast.Call(call.args[index], [], [])])


def _star_argument(call: ast.Call, step: Step) -> ast.expr:
    index = _argument(step)
    return _with_argument(call, index, [ast.Starred(call.args[index], ast.Load())])


def _insert_argument(call: ast.Call, step: Step) -> ast.expr:
    code = reference_tree(step.edit.code)  # type: ignore[union-attr]
    index = _argument(step)
    call.args = [*call.args[:index], code, *call.args[index:]]
    return call


def _drop_argument(call: ast.Call, step: Step) -> ast.expr:
    dropped = step.edit.which  # type: ignore[union-attr]
    if isinstance(dropped, int):
        return _with_argument(call, dropped, [])
    call.keywords = [keyword for keyword in call.keywords if keyword.arg != dropped]
    return call


def _argument(step: Step) -> int:
    return step.edit.argument  # type: ignore[union-attr]


def _with_argument(call: ast.Call, index: int, values: list[ast.expr]) -> ast.Call:
    call.args = [*call.args[:index], *values, *call.args[index + 1 :]]
    return call


def _wrapped(value: ast.expr, step: Step) -> ast.expr:
    return ast.Call(reference_tree(step.reference), [value], [])


_ASYNC_OF = {ast.With: ast.AsyncWith, ast.For: ast.AsyncFor, ast.FunctionDef: ast.AsyncFunctionDef}
_SYNC_OF = {asynchronous: plain for plain, asynchronous in _ASYNC_OF.items()}


def _make_async(node: Any, step: Step) -> ast.AST:
    if isinstance(node, ast.comprehension):
        node.is_async = 1
        return node
    return _as_kind(_ASYNC_OF[type(node)], node)


def _make_sync(node: Any, step: Step) -> ast.AST:
    if isinstance(node, ast.comprehension):
        node.is_async = 0
        return node
    return _as_kind(_SYNC_OF[type(node)], node)


def _as_kind(kind: type[ast.AST], node: ast.AST) -> ast.AST:
    return kind(**{name: getattr(node, name, None) for name in node._fields})


def _reraise(handler: ast.ExceptHandler, step: Step) -> ast.AST:
    handler.body = [*([] if _does_nothing(handler.body) else handler.body), ast.Raise()]
    return handler


def _does_nothing(body: list[ast.stmt]) -> bool:
    match body:
        case [ast.Pass()]:
            return True
        case [ast.Expr(ast.Constant(value))]:
            return value is ...
    return False


def _keep_task(stmt: Any, step: Step) -> list[ast.stmt]:
    edit: Any = step.edit
    if isinstance(stmt, ast.Expr):
        stmt = ast.Assign([ast.Name(step.name, ast.Store())], stmt.value)
    elif isinstance(stmt, ast.Assign):
        stmt.targets = [ast.Name(step.name, ast.Store())]
    kept = f"{edit.container}.add({step.name})"
    released = f"{step.name}.add_done_callback({edit.container}.discard)"
    return [stmt, *statements_of(f"{kept}\n{released}")]


def _unindent(stmt: ast.With | ast.AsyncWith, step: Step) -> list[ast.stmt]:
    return stmt.body


def _enter_rest(function: ast.AsyncFunctionDef, step: Step) -> ast.AST:
    index = step.edit.statement  # type: ignore[union-attr]
    before, made, rest = function.body[:index], function.body[index], function.body[index + 1 :]
    assert isinstance(made, ast.Assign)
    item = ast.withitem(made.value, made.targets[0])
    function.body = [*before, ast.AsyncWith([item], rest)]
    return function


def _hold_iterable(loop: ast.AsyncFor, step: Step) -> ast.AST:
    name: str = step.edit.name  # type: ignore[union-attr]
    closing = ast.Call(reference_tree(step.reference), [loop.iter], [])
    loop.iter = ast.Name(name, ast.Load())
    return ast.AsyncWith([ast.withitem(closing, ast.Name(name, ast.Store()))], [loop])


def _add_checkpoint(stmt: Any, step: Step) -> list[ast.stmt]:
    edit: Any = step.edit
    added = statements_of(f"await {step.reference}()")
    return [stmt, *added] if edit.after else [*added, stmt]


MEANINGS: dict[type, Callable[[Any, Step], ExpectedNode]] = {
    vocabulary.AddAwait: _add_await,
    vocabulary.DropAwait: _drop_await,
    vocabulary.ReplaceName: _replace_name,
    vocabulary.RenameAttribute: _rename_attribute,
    vocabulary.DropElement: _drop_element,
    vocabulary.ReplaceCallee: _replace_callee,
    vocabulary.Offload: _offload,
    vocabulary.UnwrapCall: _unwrap_call,
    vocabulary.PassObject: _pass_object,
    vocabulary.WrapArgument: _wrap_argument,
    vocabulary.SpreadArgumentCall: _spread_argument,
    vocabulary.CallArgument: _call_argument,
    vocabulary.UncallArgument: _spread_argument,
    vocabulary.StarArgument: _star_argument,
    vocabulary.InsertArgument: _insert_argument,
    vocabulary.DropArgument: _drop_argument,
    vocabulary.MakeAsync: _make_async,
    vocabulary.MakeSync: _make_sync,
    vocabulary.Reraise: _reraise,
    vocabulary.KeepTask: _keep_task,
    vocabulary.Unindent: _unindent,
    vocabulary.EnterRest: _enter_rest,
    vocabulary.HoldIterable: _hold_iterable,
    vocabulary.AddCheckpoint: _add_checkpoint,
}
