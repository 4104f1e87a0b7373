"""How a report looks: colours, and whether unsafe fixes count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flake8_asyncpitfalls.reports.located import Located


GROUPS = ("file", "rule", "end")


class Look(NamedTuple):
    """*is_coloured*: with ANSI colours. *counts_unsafe*: unsafe fixes are marked like safe ones.

    *group_by*: one of GROUPS, what the format ``grouped`` lists findings below. *docs_url*: where the
    rules' pages are served (``asyncfix docs``), or empty.
    """

    is_coloured: bool = False
    counts_unsafe: bool = False
    group_by: str = "file"
    docs_url: str = ""

    def bold(self, text: str) -> str:
        """*text* in bold."""
        return self._styled("1", text)

    def red(self, text: str) -> str:
        """*text* in bold red, the colour of codes and underlines."""
        return self._styled("1;31", text)

    def blue(self, text: str) -> str:
        """*text* in blue, the colour of line numbers and frames."""
        return self._styled("34", text)

    def cyan(self, text: str) -> str:
        """*text* in cyan, the colour of the fix marker."""
        return self._styled("36", text)

    def mark(self, finding: Located) -> str:
        """``[*] `` for a finding that a fix repairs, else nothing."""
        is_fixable = finding.applicability == "safe" or (self.counts_unsafe and finding.fix)
        return f"{self.cyan('[*]')} " if is_fixable else ""

    def _styled(self, style: str, text: str) -> str:
        return f"\033[{style}m{text}\033[0m" if self.is_coloured else text
