"""The output formats: one module a format, each with ``render(findings, look) -> str``."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.printable import encodable, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look

FORMATS = (
    "full", "concise", "grouped", "json", "json-lines", "github", "gitlab", "sarif", "junit",
    "html",
)  # fmt: skip
"""The names of ``--output-format``; the module is called the same, with underscores."""

WITH_DIFFS = frozenset({"html"})
"""The formats that show each fix as a diff."""

FOR_PEOPLE = frozenset({"full", "concise", "grouped"})
"""The formats that end with a line that counts the findings."""


_LINES = FOR_PEOPLE | {"github", "html"}
"""The formats that people see as they are."""


def render(
    output_format: str,
    findings: Sequence[Located],
    look: Look,
    failures: Sequence[Located] = (),
) -> str:
    """The report of *findings* in one of FORMATS, ending with a line end unless it is empty.

    *failures* tell of files that could not be checked; people read of them elsewhere.
    """
    module = importlib.import_module(f"{__name__}.{output_format.replace('-', '_')}")
    fit = printable if output_format in _LINES else encodable
    shown = [_fitted(finding, fit) for finding in findings]
    if output_format in FOR_PEOPLE:
        text: str = module.render(shown, look)
        return text
    failed = [_fitted(failure, fit) for failure in failures]
    if output_format == "sarif":
        # Where a file is stands there as an address, which is made of the bytes of its name.
        from flake8_asyncpitfalls.reports import sarif

        return sarif.render(_located(shown, findings), look, _located(failed, failures))
    text = module.render([*shown, *failed], look)
    return text  # noqa: RET504 (mypy wants the type)


def _located(shown: list[Located], findings: Sequence[Located]) -> list[Located]:
    return [
        fitted._replace(path=finding.path, chain=finding.chain)
        for fitted, finding in zip(shown, findings, strict=True)
    ]


def _fitted(finding: Located, fit: Callable[[str], str]) -> Located:
    """*finding* with texts that can be shown; its source lines are the formats' own business."""
    return finding._replace(
        path=fit(finding.path),
        message=fit(finding.message),
        fix=fit(finding.fix),
        chain=tuple(replace(hop, path=fit(hop.path), what=fit(hop.what)) for hop in finding.chain),
        source=tuple(map(encodable, finding.source)),
    )
