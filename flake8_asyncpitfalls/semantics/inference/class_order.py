"""In which order a class and its bases are searched: Python's method resolution order."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from itertools import islice

from flake8_asyncpitfalls.semantics.summaries.definitions import ClassSummary

UNSEEN_BASE = None
Order = list[ClassSummary | None]
"""A class and its bases; ``UNSEEN_BASE`` stands for one that nobody can see."""


def merged(orders: Sequence[Order]) -> Order:
    """The orders of the bases as one: C3, https://docs.python.org/3/howto/mro.html.

    Bases that cannot be seen count as one, and what follows is unseen where there is no such order.
    """
    if len(orders) == 1:
        return orders[0]
    heads = [order[0] for order in orders if order]
    todo = [deque(order) for order in [*orders, heads] if order]
    later = Counter(item for order in todo for item in islice(order, 1, None))
    found: dict[ClassSummary | None, None] = {}
    while todo:
        head = next((order[0] for order in todo if not later[order[0]]), UNSEEN_BASE)
        if head in found:
            break
        found[head] = None
        for order in todo:
            if order[0] is head:
                order.popleft()
                later.subtract(islice(order, 1))
        todo = [order for order in todo if order]
    return list(found)
