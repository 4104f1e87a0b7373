"""Which modules have their syntax trees, and whose goes when there is too much of them.

Whose tree was used since its turn came last has another turn (the *clock* or *second chance* of operating
systems): what every module asks, such as a large one full of helpers, would else be parsed again and again.

Who asks a function of another module for its scope has nodes of that tree in hand while other modules are
asked, and a question about nodes that the module no longer knows ends in a KeyError. So what was handed out
stays until the *step* is over, the checking of one scope of a file; what is kept longer must be held.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flake8_asyncpitfalls.semantics.summaries.parsed import ParsedModule

_MOST_BYTES = 1_000_000
_LEFT_BYTES = 800_000
_RECOUNT = 16
_FEWEST = 8
"""How much source may keep its syntax tree at a time, and what is left of more: about 25,000 lines."""
_MOST_IN_HAND = 4_000_000
"""A step that goes through more than this has long put down what it had first."""


class LiveTrees:
    """The modules with trees, in the order of their turns; *retire* takes the tree of one."""

    def __init__(self, retire: Callable[[Path], None]) -> None:
        self._retire = retire
        self._modules: OrderedDict[Path, ParsedModule] = OrderedDict()
        self._bytes = self._kept = 0
        self._checked: ParsedModule | None = None
        self._in_hand: dict[ParsedModule, None] = {}
        self._has_room = False

    def __contains__(self, path: Path) -> bool:
        return path in self._modules

    def paths(self) -> list[Path]:
        """The files of all modules with trees."""
        return list(self._modules)

    def drop(self, path: Path) -> None:
        """Count the module at *path* no more."""
        self._modules.pop(path, None)

    def clear(self) -> None:
        """Count nothing any more."""
        self._modules.clear()
        self._in_hand.clear()
        self._bytes, self._checked = 0, None

    @contextmanager
    def room_for_all(self) -> Iterator[None]:
        """Take no tree in this block."""
        self._has_room = True
        try:
            yield
        finally:
            self._has_room = False

    def hand_out(self, module: ParsedModule) -> None:
        """Let nobody take the tree of *module* in this step: somebody has a scope of it."""
        self._in_hand.pop(module, None)
        self._in_hand[module] = None

    def end_step(self) -> None:
        """Say that nobody has anything in hand."""
        self._in_hand.clear()

    def keep(self, path: Path, module: ParsedModule, *, is_checked: bool = False) -> None:
        """Count the *module* at *path*, of the file under check or another; others may lose their trees."""
        if is_checked:
            self._checked = module
        self.drop(path)
        self._modules[path] = module
        self._bytes += module.parsed_bytes
        self._kept += 1
        # More is parsed of them all the time, so they are counted anew, but not each time: they are many.
        if self._bytes > _MOST_BYTES or self._kept % _RECOUNT == 0:
            self._bytes = sum(other.parsed_bytes for other in self._modules.values())
        if self._bytes > _MOST_BYTES and len(self._modules) > _FEWEST:
            self._make_room(module)

    def _make_room(self, newest: ParsedModule) -> None:
        if self._has_room:
            return
        self._put_down()
        for _ in range(2 * len(self._modules)):
            if self._bytes <= _LEFT_BYTES or len(self._modules) <= _FEWEST:
                return
            path, module = next(iter(self._modules.items()))
            is_wanted = module is newest or module is self._checked or module in self._in_hand
            if module.is_used or is_wanted or module.is_held:
                module.is_used = False
                self._modules.move_to_end(path)
            else:
                self._bytes -= module.parsed_bytes
                self._retire(path)

    def _put_down(self) -> None:
        """Forget what was handed out first, where that is too much."""
        if len(self._in_hand) < 2:
            return
        size = sum(module.parsed_bytes for module in self._in_hand)
        for module in list(self._in_hand):
            if size <= _MOST_IN_HAND:
                return
            size -= module.parsed_bytes
            del self._in_hand[module]
