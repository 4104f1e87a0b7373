"""``await asyncio.to_thread(f, x)`` in what moves into a thread becomes ``f(x)``."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from flake8_asyncpitfalls.semantics.source.node_fields import last_name

_RUNNER = "to_thread"


def called_directly(line: Any) -> Any:
    """*line*, a LibCST statement, with the functions called that it waits for in threads."""
    return line.visit(_Written())


def meant_directly(stmt: ast.stmt) -> ast.stmt:
    """The same of *stmt*, which is changed."""
    return _Meant().visit(stmt)  # type: ignore[no-any-return]


class _Written(cst.CSTTransformer):
    def leave_Await(  # noqa: N802
        self, original_node: cst.Await, updated_node: cst.Await
    ) -> cst.BaseExpression:
        """The function's call for the wait."""
        call = updated_node.expression
        if not isinstance(call, cst.Call) or not call.args:
            return updated_node
        func = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
        if not isinstance(func, cst.Name) or func.value != _RUNNER:
            return updated_node
        return call.with_changes(func=call.args[0].value, args=call.args[1:])


class _Meant(ast.NodeTransformer):
    def visit_Await(self, node: ast.Await) -> ast.expr:
        """The function's call for the wait."""
        self.generic_visit(node)
        match node.value:
            case ast.Call(func=func, args=[first, *rest], keywords=keywords):
                if last_name(func) == _RUNNER:
                    return ast.Call(first, rest, keywords)
        return node
