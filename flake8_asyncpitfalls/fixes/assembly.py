"""Putting plans together: the new text that they give, without a look at whether it is right."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.fixes.imports.import_block import (
    Insertion,
    TopLevel,
    insert_after_imports,
    insert_import,
    joined,
    rendered,
)
from flake8_asyncpitfalls.fixes.imports.merged_import import Merge, merge_import, with_merges
from flake8_asyncpitfalls.fixes.imports.references import NewImport
from flake8_asyncpitfalls.fixes.rewrite import rewrite
from flake8_asyncpitfalls.fixes.text.file_text import FileText, Replacement, Splice
from flake8_asyncpitfalls.fixes.text.made_trees import statements_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Mapping, Sequence

    from flake8_asyncpitfalls.fixes.edit_kind import AnyStep
    from flake8_asyncpitfalls.fixes.plan import Plan
    from flake8_asyncpitfalls.fixes.text.fragment import Fragment


@dataclass(frozen=True)
class Attempt:
    """*plans* carried out together on *old*.

    *body* is the old module's body with the statements that were inserted in it; *fragments* are
    those that were replaced, with the steps carried out in each.
    """

    plans: Sequence[Plan]
    old: FileText
    splice: Splice
    fragments: Mapping[Fragment, Sequence[AnyStep]]
    body: Sequence[ast.stmt]

    @cached_property
    def new(self) -> FileText:
        """The text after the fixes; it has no tree when that does not parse."""
        return FileText(self.splice.source, self.old.encoding, self.old.path)

    @cached_property
    def new_ranges(self) -> dict[Fragment, tuple[int, int]]:
        """Where in the new text (offsets) the replacement of each fragment stands."""
        places = {
            (change.start, change.end): self.splice.new_range(index)
            for index, change in enumerate(self.splice.replacements)
        }
        return {fragment: places[fragment.start, fragment.end] for fragment in self.fragments}

    def owners(self, fragments: Iterable[Fragment]) -> Sequence[Plan]:
        """The plans that touch one of *fragments*; all plans when there are none."""
        wanted = set(fragments)
        found = [plan for plan in self.plans if wanted & plan.fragments.keys()]
        return found or self.plans


class Builder:
    """Carries out plans on one file; a fragment that was rewritten once is remembered."""

    def __init__(self, text: FileText) -> None:
        self._text = text
        self._rewritten: dict[tuple[Fragment, tuple[AnyStep, ...]], bytes] = {}

    def try_alone(self, plan: Plan) -> None:
        """Raise RefusedError when the edits of *plan* do not fit the code they are for."""
        for fragment, steps in plan.fragments.items():
            self._rewrite(fragment, steps)

    def attempt(self, plans: Sequence[Plan]) -> Attempt:
        """All *plans* carried out together; they must not overlap."""
        fragments: dict[Fragment, tuple[AnyStep, ...]] = {}
        for plan in plans:
            for fragment, steps in plan.fragments.items():
                fragments[fragment] = (*fragments.get(fragment, ()), *steps)
        changes = [
            Replacement(fragment.start, fragment.end, self._rewrite(fragment, steps))
            for fragment, steps in fragments.items()
        ]
        merges, insertions = self._at_the_top(plans)
        for offset, joining in groupby(merges, key=lambda merge: merge.offset):
            code = "".join(merge.code for merge in joining)
            changes.append(Replacement(offset, offset, code.encode("utf-8")))
        for offset, items in groupby(insertions, key=lambda item: item.offset):
            changes.append(Replacement(offset, offset, rendered(list(items), self._text)))
        splice = Splice(self._text.source, changes)
        body = _with_insertions(with_merges(self._text.tree.body, merges), insertions)
        return Attempt(plans, self._text, splice, fragments, body)

    def _rewrite(self, fragment: Fragment, steps: tuple[AnyStep, ...]) -> bytes:
        if (fragment, steps) not in self._rewritten:
            self._rewritten[fragment, steps] = rewrite(fragment, steps, self._text)
        return self._rewritten[fragment, steps]

    def _at_the_top(self, plans: Iterable[Plan]) -> tuple[list[Merge], list[Insertion]]:
        """The new imports, and what follows them, each once, in the order of the text."""
        first: dict[object, int] = {}
        for plan in plans:
            for needed in (*plan.imports, *plan.containers):
                first[needed] = min(plan.first_statement, first.get(needed, plan.first_statement))
        tree, text = self._text.tree, self._text
        merges, insertions = [], []
        for needed, before in first.items():
            if isinstance(needed, TopLevel):
                insertions.append(insert_after_imports(needed, before, tree, text))
                continue
            assert isinstance(needed, NewImport)
            merge = merge_import(needed, before, tree, text)
            if merge is None:
                insertions.append(insert_import(needed, before, tree, text))
            else:
                merges.append(merge)
        return sorted(merges), joined(sorted(insertions), text)


def _with_insertions(body: Sequence[ast.stmt], insertions: Sequence[Insertion]) -> list[ast.stmt]:
    result = list(body)
    for insertion in reversed(insertions):
        result[insertion.index : insertion.index] = statements_of(insertion.line.code)
    return result


class ClaimedRanges:
    """The ranges that chosen plans have taken, against which others are held."""

    def __init__(self) -> None:
        self._claims: list[tuple[int, int]] = []
        self._fragments: list[tuple[int, int]] = []
        self._known: set[tuple[int, int]] = set()

    def has_room_for(self, plan: Plan) -> bool:
        """Whether *plan* overlaps with none that was taken."""
        if any(_clashes(claim, self._claims) for claim in plan.claims):
            return False
        # Two fixes may share a fragment, but not change one fragment inside of another.
        return not any(_clashes(place, self._fragments) for place in self._new_fragments(plan))

    def take(self, plan: Plan) -> None:
        """Take the ranges of *plan*."""
        for place in self._new_fragments(plan):
            bisect.insort(self._fragments, place)
            self._known.add(place)
        for claim in plan.claims:
            bisect.insort(self._claims, claim)

    def _new_fragments(self, plan: Plan) -> list[tuple[int, int]]:
        ranges = ((fragment.start, fragment.end) for fragment in plan.fragments)
        return [place for place in ranges if place not in self._known]


def _clashes(place: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether *place* overlaps with one of *taken*, which are sorted."""
    index = bisect.bisect_left(taken, (place[1], -1))
    return any(place[0] < end for _, end in taken[max(0, index - 2) : index])
