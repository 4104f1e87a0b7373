"""How most formatters lay a statement out in lines of a width: what fits, else by its brackets.

A statement is a list of leaves, its tokens, brackets knowing their partners. One that is too long is
parted at its last pair of brackets into head, body and tail; what stands between brackets is parted at
the delimiters that bind least (an element a line, with a last comma). Around a value after ``=`` or
``return``, a test, and a conditional expression stand brackets without text, which become real where
lines begin there. Chains of calls, each on the result of the one before, are parted before their
dots; what has one is laid out only where that is asked for. The rest of the rules, for comments and texts
of several lines, is left out: ``laid_out`` gives None for these.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.text.code_leaves import (
    Leaf,
    UnknownFormError,
    at_top,
    comments_in,
    is_operand,
    leaves_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STEP = 4
_COMPREHENSION, _COMMA, _TERNARY, _LOGIC, _TEXTS, _COMPARISON = 20, 18, 16, 14, 12, 10
_OPERATORS = {
    "|": 9, "^": 8, "&": 7, "<<": 6, ">>": 6, "+": 5, "-": 5, "*": 4, "/": 4, "//": 4, "%": 4, "@": 4,
    **dict.fromkeys(("<", ">", "==", "!=", "<=", ">=", "in", "is", "not in"), _COMPARISON),
    **dict.fromkeys(("and", "or"), _LOGIC),
}  # fmt: skip
_BEFORE_VALUES = frozenset({"return", "if", "elif", "while"})
_LEFT_OUT = frozenset({"def", "class", "import", "from", "global", "nonlocal", "del", "@", "match"})


def laid_out(
    code: str, indent: int, width: int, *, wraps_conditions: bool = True, parts_chains: bool = False
) -> str | None:
    """*code*, a statement or the header of one, that begins at column *indent*; None if left out.

    Its lines are at most *width* characters long where that can be. *wraps_conditions*: conditional
    expressions over several lines get brackets wherever they stand, as black's do and ruff's do not.
    *parts_chains*: chains of calls are laid out too, and not left out.
    """
    try:
        leaves = leaves_of(code)
        comments = comments_in(leaves)
        if {leaf.text for leaf in leaves[:2]} & _LEFT_OUT:
            return None
        layout = _Layout(width, wraps_conditions, parts_chains)
        lines = layout.lines(_with_hidden(leaves), indent, is_inside=False)
        result = "\n".join(lines)[indent:]
        return result if not comments or comments_in(leaves_of(result)) == comments else None
    except UnknownFormError:
        return None


def _with_hidden(leaves: list[Leaf]) -> list[Leaf]:
    """*leaves* with brackets without text around values that may get some."""
    start, is_for = 0, leaves[0].text in ("for", "async")
    for leaf, index in at_top(leaves):
        if index == 0 and leaf.text in _BEFORE_VALUES:
            start = 1
            break
        if _assigns(leaf) or (is_for and leaf.text == "in" and not start):
            start = index + 1
    end = len(leaves) - (leaves[-1].text == ":")
    if not start or start >= end:
        return leaves
    return [*leaves[:start], *_hidden(leaves[start:end]), *leaves[end:]]


def _assigns(leaf: Leaf) -> bool:
    if leaf.is_text or leaf.text in _OPERATORS or leaf.text == ":=":
        return False
    return leaf.text.endswith("=")


def _hidden(value: list[Leaf]) -> list[Leaf]:
    """*value* in brackets without text, in place of such as it has around it."""
    if value[0].above or value[-1].comment:
        raise UnknownFormError
    opening, closing = Leaf("", value[0].gap, opens=True), Leaf("", gap=False)
    opening.partner, closing.partner = closing, opening
    if value[0].text == "(" and value[0].partner is value[-1] and len(value) > 2:
        tops = {leaf.text for leaf, _ in at_top(value[1:-1])}
        if not tops & {",", "for", "yield", ":="}:
            value = value[1:-1]
    value[0].gap = False
    return [opening, *value, closing]


def _delimiters(leaves: Sequence[Leaf]) -> dict[int, int]:
    """How little the delimiters in *leaves* bind, by their numbers."""
    found: dict[int, int] = {}
    is_for = has_for = is_lambda = False
    for leaf, index in at_top(leaves):
        word = "" if leaf.is_text else leaf.text
        if is_lambda or word == "lambda":
            is_lambda = word != ":"
        elif word == "in" and is_for:
            is_for = False
        elif word in ("for", "async"):
            if not index or leaves[index - 1].text != "async":
                found[index] = _COMPREHENSION
            is_for = has_for = True
        elif word == "if" and has_for:
            found[index] = _COMPREHENSION
        elif not (word == "," and is_for):
            found[index] = _priority(leaves, index)
    return {index: priority for index, priority in found.items() if priority}


def _priority(leaves: Sequence[Leaf], index: int) -> int:
    """How little leaf *index* binds, outside of what is special in comprehensions; 0 if it parts nothing."""
    leaf, before = leaves[index], leaves[index - 1] if index else None
    if leaf.is_text:
        return _TEXTS if before is not None and before.is_text else 0
    if leaf.text == ",":
        return _COMMA
    if leaf.text in ("if", "else"):
        return _TERNARY
    if leaf.text == "not" and index + 1 < len(leaves) and leaves[index + 1].text == "in":
        return _COMPARISON
    is_operator = before is not None and is_operand(before)
    return _OPERATORS.get(leaf.text, 0) if is_operator else 0


def _parting(leaves: Sequence[Leaf]) -> dict[int, int]:
    """The delimiters with something on both sides."""
    last = len(leaves) - _ends_in_comma(leaves)
    return {i: found for i, found in _delimiters(leaves).items() if 0 < i < last}


def _is_chain(leaves: Sequence[Leaf]) -> bool:
    """Whether two attributes follow calls or subscripts in one expression, which has a layout of its own."""
    depth = count = 0
    for before, leaf in zip([None, *leaves], leaves, strict=False):
        if depth == 0 and not leaf.opens and not leaf.closes and not _is_of_chain(leaf):
            count = 0
        if depth == 0 and leaf.text == "." and before is not None and before.closes:
            count += 1
        if count > 1:
            return True
        depth += leaf.opens - leaf.closes
    return False


def _dots(leaves: Sequence[Leaf]) -> list[int]:
    """The numbers of the dots that follow a call or subscript."""
    return [
        index
        for leaf, index in at_top(leaves)
        if index and leaf.text == "." and not leaf.is_text and leaves[index - 1].closes
    ]


def _is_of_chain(leaf: Leaf) -> bool:
    return leaf.text == "." or (is_operand(leaf) and not leaf.gap)


class _Layout:
    """Lines of at most *width* characters; *wraps* and *chains* are what laid_out says of both."""

    def __init__(self, width: int, wraps: bool, chains: bool) -> None:
        self._width, self._wraps, self._chains = width, wraps, chains

    def lines(
        self, leaves: Sequence[Leaf], indent: int, *, is_inside: bool, is_body: bool = False
    ) -> list[str]:
        """The lines of *leaves*, which begin at *indent*; *is_inside*: between brackets.

        *is_body*: they are all that stands between them.
        """
        if leaves[0].above:
            above = [" " * indent + comment for comment in leaves[0].above]
            plain = [replace(leaves[0], above=()), *leaves[1:]]
            _pair_up(leaves[0], plain[0])
            return above + self.lines(plain, indent, is_inside=is_inside, is_body=is_body)
        if is_body and _ends_in_comma(leaves):
            return self._parted(leaves, indent, _COMMA)
        if not _is_broken(leaves) and self._is_short(leaves, indent):
            return [" " * indent + _line(leaves)]
        if is_inside:
            delimiters = _parting(leaves)
            if delimiters:
                return self._parted(leaves, indent, max(delimiters.values()))
            if self._chains and len(_dots(leaves)) > 1:
                return self._at_dots(leaves, indent)
        if _is_chain(leaves) and not self._chains:
            raise UnknownFormError
        return self._at_brackets(leaves, indent, is_inside=is_inside)

    def _is_short(self, leaves: Sequence[Leaf], indent: int) -> bool:
        return indent + len(_line(leaves)) <= self._width

    def _parted(self, leaves: Sequence[Leaf], indent: int, priority: int) -> list[str]:
        """A line for each part of *leaves* between delimiters of *priority*."""
        numbers = [i for i, found in _delimiters(leaves).items() if found == priority]
        is_after = priority == _COMMA
        starts = [0, *(number + is_after for number in numbers)]
        parts = [leaves[a:b] for a, b in zip(starts, [*starts[1:], len(leaves)], strict=True)]
        result: list[str] = []
        for part in parts:
            if not part:
                continue
            element = list(part)
            if is_after:
                if not _ends_in_comma(element):
                    element.append(Leaf(",", gap=False, comment=element[-1].comment))
                    element[-2].comment = ""
                element = self._with_ternary(element, is_alone=False)
            result += self.lines(element, indent, is_inside=True)
        return result

    def _at_dots(self, leaves: Sequence[Leaf], indent: int) -> list[str]:
        """A line for each call of a chain."""
        starts = [0, *_dots(leaves)]
        parts = [leaves[a:b] for a, b in zip(starts, [*starts[1:], len(leaves)], strict=True)]
        return [line for part in parts for line in self.lines(part, indent, is_inside=True)]

    def _with_ternary(self, part: Sequence[Leaf], *, is_alone: bool) -> list[Leaf]:
        """*part*, an element, with hidden brackets around a conditional expression; its name kept apart.

        *is_alone*: no other element stands beside it, so that it has brackets around it anyway.
        """
        if not self._wraps:
            return list(part)
        delimiters = _parting(part)
        words = {leaf.text for leaf, _ in at_top(part)}
        if (
            not delimiters
            or max(delimiters.values()) != _TERNARY
            or words & {"lambda", ":=", "for"}
        ):
            return list(part)
        start = next((n + 1 for leaf, n in at_top(part) if leaf.text in ("=", ":")), 0)
        if is_alone and not start:
            return list(part)
        end = len(part) - _ends_in_comma(part)
        return [*part[:start], *_hidden(list(part[start:end])), *part[end:]]

    def _at_brackets(self, leaves: Sequence[Leaf], indent: int, *, is_inside: bool) -> list[str]:
        """Head, body and tail of *leaves* around the pair of brackets that is opened."""
        pair = self._pair(leaves, indent)
        if pair is None:
            return [" " * indent + _line(leaves)]
        start, end = pair
        head, body, tail = leaves[: start + 1], leaves[start + 1 : end], leaves[end:]
        if not leaves[start].text:
            head = [*leaves[:start], Leaf("(", leaves[start].gap)]
            tail = [Leaf(")", gap=False), *leaves[end + 1 :]]
        above = self.lines(_unpaired(head), indent, is_inside=is_inside)
        below = self.lines(_unpaired(tail), indent, is_inside=is_inside)
        if leaves[start].text:
            body = self._with_ternary(body, is_alone=True)
        if _is_display(leaves, start) and _COMMA in _parting(body).values():
            # The elements of a display never share a line of their own, as arguments may.
            inside = self._parted(body, indent + _STEP, _COMMA)
        else:
            inside = self.lines(body, indent + _STEP, is_inside=True, is_body=True)
        return [*above, *inside, *below]

    def _pair(self, leaves: Sequence[Leaf], indent: int) -> tuple[int, int] | None:
        """The numbers of the brackets to open: the last ones before which the line is short."""
        pairs = list(_pairs(leaves))
        hidden = next((pair for pair in pairs if not leaves[pair[1]].text), None)
        if hidden is not None and not self._chains:
            value = leaves[hidden[0] + 1 : hidden[1]]
            if _is_chain(value) and not _delimiters(value):
                raise UnknownFormError
        for start, end in pairs:
            if leaves[start].is_spread and self._is_short(leaves[end:], indent):
                return self._or_hidden((start, end), [(start, end)], hidden, leaves, indent)
        if hidden is None:
            return self._pair_in(pairs, leaves, indent)
        start, end = hidden
        inner = [pair for pair in pairs if start < pair[0] < end]
        if not self._needs_no_brackets(leaves[start + 1 : end], indent):
            return hidden
        if inner:
            found = self._pair_in(inner, leaves, indent)
            return self._or_hidden(found, inner, hidden, leaves, indent)
        before = [pair for pair in pairs if pair[1] < start]
        if before and self._is_short(leaves[before[0][1] :], indent):
            return before[0]
        return hidden if self._is_short(leaves[start + 1 : end], indent + _STEP) else None

    def _or_hidden(
        self,
        found: tuple[int, int] | None,
        inner: Sequence[tuple[int, int]],
        hidden: tuple[int, int] | None,
        leaves: Sequence[Leaf],
        indent: int,
    ) -> tuple[int, int] | None:
        """*found*, but *hidden* around *inner* where the line up to each of these is too long."""
        if hidden is None or not all(hidden[0] < start < hidden[1] for start, _ in inner):
            return found
        begins = [*leaves[: hidden[0]], Leaf("(", leaves[hidden[0]].gap)]
        if any(self._is_short(leaves[: start + 1], indent) for start, _ in inner):
            return found
        return hidden if self._is_short(begins, indent) else found

    def _pair_in(
        self, pairs: Sequence[tuple[int, int]], leaves: Sequence[Leaf], indent: int
    ) -> tuple[int, int] | None:
        for start, end in pairs:
            if self._is_short(leaves[: start + 1], indent) and self._is_short(leaves[end:], indent):
                return start, end
        return pairs[0] if pairs else None

    def _needs_no_brackets(self, body: Sequence[Leaf], indent: int) -> bool:
        """Whether *body* may begin on the line before it, as its own brackets begin new lines."""
        delimiters = _delimiters(body)
        if not delimiters:
            return not self._chains or len(_dots(body)) < 2
        if sum(one == max(delimiters.values()) for one in delimiters.values()) > 1:
            return False
        first, last = body[0], body[-1]
        if first.opens and first.partner is not None:
            end = body.index(first.partner)
            if end > 1 and self._is_short(body[end:], indent):
                return True
        if last.partner is None or not last.closes or body[-2].opens:
            return False
        start = body.index(last.partner)
        if last.text == "]" and start and is_operand(body[start - 1]):
            return False
        has_others = any(leaf.opens for leaf in body[:start])
        return has_others or self._is_short(body[: start + 1], indent)


def _pairs(leaves: Sequence[Leaf]) -> Iterator[tuple[int, int]]:
    """The pairs of brackets with something in them, from the last; hidden ones and those in them."""
    index = len(leaves) - 1
    numbers = {id(leaf): number for number, leaf in enumerate(leaves)}
    while index >= 0:
        leaf = leaves[index]
        if leaf.closes and id(leaf.partner) in numbers:
            start = numbers[id(leaf.partner)]
            if index - start > 1:
                yield start, index
            if leaf.text:
                index = start
        index -= 1


def _is_display(leaves: Sequence[Leaf], start: int) -> bool:
    """Whether bracket number *start* begins a tuple, list, set or dict, and no call or subscript."""
    is_after = start > 0 and not leaves[start].gap and leaves[start].text in ("(", "[")
    return not is_after or not (is_operand(leaves[start - 1]))


def _unpaired(leaves: Sequence[Leaf]) -> list[Leaf]:
    """*leaves* with brackets that have lost their partners as plain ones."""
    own = {id(leaf) for leaf in leaves}
    return [
        leaf if leaf.partner is None or id(leaf.partner) in own else Leaf(leaf.text, leaf.gap)
        for leaf in leaves
    ]


def _ends_in_comma(leaves: Sequence[Leaf]) -> bool:
    return bool(leaves) and leaves[-1].text == ","


def _is_broken(leaves: Sequence[Leaf]) -> bool:
    """Whether a last comma or a comment in *leaves* asks for several lines."""
    if any(leaf.above for leaf in leaves[1:]) or any(leaf.comment for leaf in leaves[:-1]):
        return True
    return any(leaf.is_spread and leaf.partner in leaves for leaf in leaves)


def _pair_up(old: Leaf, new: Leaf) -> None:
    """Make *new* the partner of that of *old*."""
    if old.partner is not None:
        old.partner.partner = new


def _line(leaves: Sequence[Leaf]) -> str:
    """*leaves* on one line."""
    code = "".join(f"{' ' * leaf.gap}{leaf.text}" for leaf in leaves).lstrip(" ")
    comment = leaves[-1].comment
    return f"{code}  {comment}" if comment else code
