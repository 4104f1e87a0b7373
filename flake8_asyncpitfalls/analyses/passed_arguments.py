"""What a function is given where it is called, and where something else runs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from flake8_asyncpitfalls.semantics.inference.values import FunctionValue, Partial
from flake8_asyncpitfalls.semantics.scopes.scope import FUNCTION_TYPES
from flake8_asyncpitfalls.semantics.source.node_fields import defaults_of

if TYPE_CHECKING:
    from flake8_asyncpitfalls.semantics.model import SemanticModel


class Passing(NamedTuple):
    """A call of a function, by its own name or by what runs it elsewhere, with all it is given."""

    func: ast.expr
    args: Sequence[ast.expr]
    keywords: dict[str, ast.expr]

    def as_call(self) -> ast.Call:
        """A call, of no text, that gives the same by itself."""
        keywords = [ast.keyword(arg, value) for arg, value in self.keywords.items()]
        return ast.Call(self.func, list(self.args), keywords)


def passed(call: ast.Call) -> Passing:
    """What *call* itself gives to what it calls."""
    keywords = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    return Passing(call.func, call.args, keywords)


def passed_elsewhere(target: ast.expr, call: ast.Call, model: SemanticModel) -> Passing:
    """What *target*, an argument of *call*, is given by *call*, which runs it elsewhere."""
    given = passed(call).keywords
    args: Sequence[ast.expr] = ()
    keywords: dict[str, ast.expr] = {}
    if target in call.args:
        args, keywords = call.args[call.args.index(target) + 1 :], given
    listed, named = given.get("args"), given.get("kwargs")
    if isinstance(listed, (ast.Tuple, ast.List)):
        args = listed.elts
    if isinstance(named, ast.Dict):
        pairs = zip(named.keys, named.values, strict=True)
        keywords = {str(k.value): v for k, v in pairs if isinstance(k, ast.Constant)}
    if isinstance(target, ast.Call) and isinstance(model.value_of(target), Partial) and target.args:
        inner = passed(target)
        return Passing(inner.args[0], [*inner.args[1:], *args], {**inner.keywords, **keywords})
    return Passing(target, args, keywords)


def run_by(call: ast.Call, model: SemanticModel) -> Passing:
    """What *call*, of the file of *model*, runs: its own function, or the one that it hands to a thread."""
    for target in model.arguments_marked(call, "offloads"):
        return passed_elsewhere(target, call, model)
    return passed(call)


def by_place_and_name(function: FunctionValue, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of *function* that *call* certainly gives something, with what it gives."""
    return taken_by(function, passed(call))


def taken_by(function: FunctionValue, passing: Passing) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of *function* that certainly get something, with what they get."""
    parameters = function.summary.parameters
    if function.receiver is not None:
        parameters = parameters[1:]
    in_order = [p.name for p in parameters if p.kind in ("positional", "plain")]
    for name, argument in zip(in_order, passing.args, strict=False):
        if isinstance(argument, ast.Starred):
            break
        yield name, argument
    # What has no parameter of its name goes into ``**options``.
    named = {p.name for p in parameters if p.kind in ("plain", "keyword")}
    yield from ((name, arg) for name, arg in passing.keywords.items() if name in named)


def left_out(function: FunctionValue, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The parameters of *function* that *call* certainly leaves to their defaults, with these."""
    is_open = any(isinstance(arg, ast.Starred) for arg in call.args)
    node = function.summary.scope.node
    if is_open or any(k.arg is None for k in call.keywords) or not isinstance(node, FUNCTION_TYPES):
        return
    given = {name for name, _ in by_place_and_name(function, call)}
    for argument, default in defaults_of(node.args):
        if argument.arg not in given:
            yield argument.arg, default
