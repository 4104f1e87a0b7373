"""The tokens of a statement, as its layout sees them."""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENING, _CLOSING, _PAIRS = frozenset("([{"), frozenset(")]}"), frozenset({"()", "[]", "{}"})
_MOST_CHARACTERS = 6000
_WORDS = frozenset({
    "and", "as", "assert", "await", "del", "elif", "else", "for", "from", "if", "in", "is", "lambda",
    "not", "or", "raise", "return", "while", "with", "yield",
})  # fmt: skip
_IGNORED = (tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT)
_TEXT_START = getattr(tokenize, "FSTRING_START", -1)
_TEXT_END = getattr(tokenize, "FSTRING_END", -1)


class UnknownFormError(Exception):
    """The statement is of a form whose layout is left out."""


@dataclass(eq=False, slots=True)
class Leaf:
    """A token: *gap* is whether a blank stands before it, *partner* the other bracket of its pair.

    *is_spread*: a last comma says that the elements after this bracket have a line each. *above* are
    comments on lines of their own before it, *comment* is one behind it on its line.
    """

    text: str
    gap: bool
    is_text: bool = False
    opens: bool = False
    partner: Leaf | None = None
    is_spread: bool = False
    above: tuple[str, ...] = ()
    comment: str = ""

    @property
    def closes(self) -> bool:
        """Whether it is the second bracket of a pair."""
        return self.partner is not None and not self.opens


def leaves_of(code: str) -> list[Leaf]:
    """The leaves of *code*; a blank between two tokens of one line stays."""
    found: list[Leaf] = []
    opened: list[Leaf] = []
    above: tuple[str, ...] = ()
    for token, is_far, has_blank in _tokens(code):
        before = found[-1] if found else None
        if token.type == tokenize.COMMENT:
            if is_far:
                above = (*above, token.string)
            elif before is not None:
                before.comment = token.string
            continue
        leaf = Leaf(token.string, has_blank, token.type == tokenize.STRING, above=above)
        above = ()
        if token.type == tokenize.OP and leaf.text in _OPENING:
            leaf.opens = True
            opened.append(leaf)
        elif token.type == tokenize.OP and leaf.text in _CLOSING:
            if not opened or opened[-1].text + leaf.text not in _PAIRS:
                raise UnknownFormError
            leaf.partner = opened.pop()
            leaf.partner.partner = leaf
            leaf.partner.is_spread = _is_spread(found, leaf.partner)
        if is_far and before is not None:
            leaf.gap = not (before.opens or leaf.closes or leaf.text in (".", ","))
        found.append(leaf)
    if not found or opened or above or any(leaf.closes and leaf.above for leaf in found):
        raise UnknownFormError
    return found


def comments_in(leaves: Sequence[Leaf]) -> list[str]:
    """The comments of *leaves*, in their order."""
    return [text for leaf in leaves for text in (*leaf.above, leaf.comment) if text]


def _tokens(code: str) -> Iterator[tuple[tokenize.TokenInfo, bool, bool]]:
    """The tokens, whether a line begins before each, and whether a blank does."""
    if len(code) > _MOST_CHARACTERS or any(sign in code for sign in ("\t", "\\\n", "\r")):
        raise UnknownFormError
    row = column = 0
    for token in _with_whole_texts(code):
        if token.string == ";":
            raise UnknownFormError
        if token.start[0] != token.end[0]:
            raise UnknownFormError
        yield token, token.start[0] != row, token.start[1] > column
        row, column = token.end


def _with_whole_texts(code: str) -> Iterator[tokenize.TokenInfo]:
    """The tokens of *code* but those for lines, an f-string as one."""
    depth, lines = 0, code.split("\n")
    started = None
    try:
        for token in tokenize.generate_tokens(io.StringIO(code + "\n").readline):
            if token.type == _TEXT_START:
                depth += 1
                started = started or token
            depth -= token.type == _TEXT_END
            if token.type in _IGNORED or depth:
                continue
            if started is None:
                yield token
                continue
            text = lines[token.end[0] - 1][started.start[1] : token.end[1]]
            yield tokenize.TokenInfo(tokenize.STRING, text, started.start, token.end, token.line)
            started = None
    except (tokenize.TokenError, SyntaxError) as error:
        raise UnknownFormError from error


def _is_spread(leaves: Sequence[Leaf], opening: Leaf) -> bool:
    """Whether *leaves* end in a last comma after *opening* that is not that of a single element."""
    if leaves[-1].text != ",":
        return False
    start = leaves.index(opening)
    commas = sum(leaf.text == "," for leaf, _ in at_top(leaves[start + 1 :]))
    is_call = start > 0 and is_operand(leaves[start - 1])
    is_list = opening.text != "(" and not is_call
    return commas > 1 or is_list or (opening.text == "(" and is_call)


def at_top(leaves: Sequence[Leaf]) -> Iterator[tuple[Leaf, int]]:
    """The leaves outside of the brackets in *leaves*, with their numbers; brackets do not count."""
    depth = 0
    for index, leaf in enumerate(leaves):
        if leaf.closes:
            depth -= 1
        elif leaf.opens:
            depth += 1
        elif depth == 0:
            yield leaf, index


def is_operand(leaf: Leaf) -> bool:
    """Whether an operator after *leaf* has something before it to work on."""
    last = leaf.text[-1:]
    if leaf.closes or leaf.is_text:
        return True
    return (last.isalnum() or last in "_.") and leaf.text not in _WORDS
