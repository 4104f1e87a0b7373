"""Edits of a call: its function, its arguments, or the call itself put into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_asyncpitfalls.finding import (
    CallArgument,
    DropArgument,
    InsertArgument,
    SpreadArgumentCall,
    StarArgument,
    UncallArgument,
    UnwrapCall,
    WrapArgument,
)
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.fixes.shapes import (
    as_argument,
    as_primary,
    fitted,
    reference_to,
    without_parentheses,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.fixes.slot import Slot
    from flake8_asyncpitfalls.fixes.steps import Step

_DISPLAYS = (cst.List, cst.Tuple, cst.Set)
_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.GeneratorExp)


def replace_callee(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``f(a)`` becomes ``other(a)``."""
    return _call(node).with_changes(func=reference_to(step.reference))


def offload(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``f(a, k=b)`` becomes ``through(f, a, k=b)`` or ``through(partial(f, a, k=b))``."""
    call = _call(node)
    first = cst.Arg(as_argument(call.func))
    inner = call.with_changes(args=_before(first, call))
    if step.partial:
        partial = inner.with_changes(func=reference_to(step.partial))
        return cst.Call(reference_to(step.reference), [cst.Arg(partial)])
    return inner.with_changes(func=reference_to(step.reference))


def unwrap_call(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``run(f())`` becomes ``f()``."""
    assert isinstance(step.edit, UnwrapCall)
    argument = _positional(_call(node), step.edit.argument)
    return fitted(argument.value, slot)


def pass_object(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``x.method(a)`` becomes ``f(x, a)``."""
    call = _call(node)
    if not isinstance(call.func, cst.Attribute):
        raise RefusedError("there is no method to call otherwise")
    passed = cst.Arg(without_parentheses(call.func.value))
    new = call.with_changes(func=reference_to(step.reference), args=_before(passed, call))
    return new if call.args else new.with_changes(whitespace_before_args=_NOTHING)


def wrap_argument(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``f(a)`` becomes ``f(wrapper(a))``; with each_element, ``f([a])`` ``f([wrapper(a)])``."""
    call, edit = _call(node), step.edit
    assert isinstance(edit, WrapArgument)
    value = _positional(call, edit.argument).value
    if edit.each_element:
        return _with_value(call, edit.argument, _each_wrapped(value, step.reference))
    return _with_value(call, edit.argument, _wrapped(value, step.reference))


def spread_argument(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``outer(f(a, k=b))`` becomes ``outer(f, a, k=b)``."""
    call, edit = _call(node), step.edit
    assert isinstance(edit, (SpreadArgumentCall, UncallArgument))
    argument = _positional(call, edit.argument)
    inner = _call(argument.value)
    if isinstance(edit, UncallArgument) and any(_is_keyword(item) for item in inner.args):
        raise RefusedError("the keyword arguments would not reach the function")
    later = call.args[edit.argument + 1 :]
    if any(map(_is_keyword, inner.args)) and not all(map(_is_keyword, later)):
        raise RefusedError("keyword arguments would stand before positional ones")
    if inner.lpar:
        inner = inner.with_changes(lpar=(), rpar=())
    spread = _before(cst.Arg(as_argument(inner.func)), inner)
    last = spread[-1]
    if not (inner.args and _has_comment_after(last.comma)):
        last = last.with_changes(comma=argument.comma)
    head = call.args[: edit.argument]
    return call.with_changes(args=[*head, *spread[:-1], last, *map(_generator_apart, later)])


def call_argument(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``run(f)`` becomes ``run(f())``."""
    call, edit = _call(node), step.edit
    assert isinstance(edit, CallArgument)
    value = _positional(call, edit.argument).value
    return _with_value(call, edit.argument, cst.Call(as_primary(value)))


def star_argument(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``gather(xs)`` becomes ``gather(*xs)``."""
    call, edit = _call(node), step.edit
    assert isinstance(edit, StarArgument)
    args = list(call.args)
    starred = _generator_apart(_positional(call, edit.argument))
    args[edit.argument] = starred.with_changes(star="*")
    return call.with_changes(args=args)


def insert_argument(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``f(a)`` becomes ``f(code, a)``."""
    call, edit = _call(node), step.edit
    assert isinstance(edit, InsertArgument)
    args = [_generator_apart(arg) for arg in call.args]
    if edit.argument:
        _positional(call, edit.argument - 1)
    new = cst.Arg(as_argument(cst.parse_expression(edit.code)))
    after = args[edit.argument :]
    if after:
        new = new.with_changes(comma=_comma_like(call))
        return call.with_changes(args=[*args[: edit.argument], new, *after])
    if not args:
        return call.with_changes(args=[new])
    last = args[-1]
    new = new.with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    before = last.with_changes(comma=_comma_like(call), whitespace_after_arg=_NOTHING)
    return call.with_changes(args=[*args[:-1], before, new])


def drop_argument(node: cst.BaseExpression, step: Step, slot: Slot) -> cst.BaseExpression:
    """``f(a, key=b)`` becomes ``f(a)``, or ``f(key=b)``."""
    call, edit = _call(node), step.edit
    assert isinstance(edit, DropArgument)
    which = edit.which
    dropped = _positional(call, which) if isinstance(which, int) else _named(call, which)
    index = call.args.index(dropped)
    args = [arg for arg in call.args if arg is not dropped]
    if args and index == len(args):
        end = {"comma": dropped.comma, "whitespace_after_arg": dropped.whitespace_after_arg}
        args[-1] = args[-1].with_changes(**end)
    return call.with_changes(args=args)


_NOTHING = cst.SimpleWhitespace("")


def _call(node: cst.BaseExpression) -> cst.Call:
    if not isinstance(node, cst.Call):
        raise RefusedError("there is no call to change")
    return node


def _is_keyword(arg: cst.Arg) -> bool:
    return arg.keyword is not None or arg.star == "**"


def _named(call: cst.Call, name: str) -> cst.Arg:
    named = [arg for arg in call.args if arg.keyword and arg.keyword.value == name]
    if len(named) != 1:
        raise RefusedError(f"the call has no argument {name!r}")
    return named[0]


def _positional(call: cst.Call, index: int) -> cst.Arg:
    """Positional argument *index*; raises RefusedError when it is not certain which one that is."""
    args = call.args[: index + 1]
    if len(args) <= index or any(arg.star or arg.keyword for arg in args):
        raise RefusedError(f"the call has no positional argument {index}")
    return args[index]


def _with_value(call: cst.Call, index: int, value: cst.BaseExpression) -> cst.Call:
    args = list(call.args)
    args[index] = args[index].with_changes(value=value)
    return call.with_changes(args=args)


def _before(first: cst.Arg, call: cst.Call) -> Sequence[cst.Arg]:
    """*first* and then the arguments of *call*, laid out as these are."""
    if not call.args:
        return [first]
    first = first.with_changes(comma=_comma_like(call))
    return [first, *map(_generator_apart, call.args)]


def _comma_like(call: cst.Call) -> cst.Comma:
    """A comma followed by what stands between the arguments of *call*: a new line, or a space."""
    between = call.whitespace_before_args
    if len(call.args) > 1 and not _has_newline(between):
        comma = call.args[0].comma
        between = comma.whitespace_after if isinstance(comma, cst.Comma) else between
    if not _has_newline(between):
        return cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    return cst.Comma(whitespace_after=_without_comments(between))


def _has_newline(whitespace: cst.BaseParenthesizableWhitespace) -> bool:
    return isinstance(whitespace, cst.ParenthesizedWhitespace)


def _has_comment_after(comma: cst.Comma | cst.MaybeSentinel) -> bool:
    if not isinstance(comma, cst.Comma):
        return False
    after = comma.whitespace_after
    return isinstance(after, cst.ParenthesizedWhitespace) and after.first_line.comment is not None


def _without_comments(
    whitespace: cst.BaseParenthesizableWhitespace,
) -> cst.BaseParenthesizableWhitespace:
    if not isinstance(whitespace, cst.ParenthesizedWhitespace):
        return whitespace
    first = whitespace.first_line.with_changes(whitespace=_NOTHING, comment=None)
    return whitespace.with_changes(first_line=first, empty_lines=())


def _generator_apart(arg: cst.Arg) -> cst.Arg:
    value = as_argument(arg.value)
    return arg if value is arg.value else arg.with_changes(value=value)


def _wrapped(value: cst.BaseExpression, reference: str) -> cst.Call:
    return cst.Call(reference_to(reference), [cst.Arg(value)])


def _each_wrapped(value: cst.BaseExpression, reference: str) -> cst.BaseExpression:
    if isinstance(value, _COMPREHENSIONS):
        return value.with_changes(elt=_wrapped(value.elt, reference))
    if not isinstance(value, _DISPLAYS):
        raise RefusedError("the elements of the argument are not written out")
    if not all(isinstance(element, cst.Element) for element in value.elements):
        raise RefusedError("a starred element cannot be wrapped")
    elements = [
        element.with_changes(value=_wrapped(element.value, reference)) for element in value.elements
    ]
    return value.with_changes(elements=elements)
