"""Findings as the protocol's diagnostics, and as pages to hover over."""

from __future__ import annotations

import os
from pathlib import Path

from lsprotocol import types as lsp

from flake8_asyncpitfalls.docs import explain
from flake8_asyncpitfalls.finding import Finding, Hop, Severity
from flake8_asyncpitfalls.server.positions import Lines

SOURCE = "asyncfix"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}


def diagnostic_of(finding: Finding, lines: Lines) -> lsp.Diagnostic:
    """The diagnostic for *finding* in the document with *lines*; the chain is related to it."""
    return lsp.Diagnostic(
        range=lines.range_of(finding.span),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=[_related(hop) for hop in finding.chain] or None,
    )


def _related(hop: Hop) -> lsp.DiagnosticRelatedInformation:
    start = lsp.Position(max(hop.line - 1, 0), 0)
    uri = Path(os.path.abspath(hop.path)).as_uri()
    return lsp.DiagnosticRelatedInformation(lsp.Location(uri, lsp.Range(start, start)), hop.what)


def page_of(findings: list[Finding]) -> str:
    """What to show over the code of *findings*: each message, then its rule's page."""
    return "\n\n---\n\n".join(
        f"**{finding.code}** {finding.message}\n\n{explain(finding.code)}" for finding in findings
    )


def is_within(place: lsp.Position, area: lsp.Range) -> bool:
    """Whether *place* is in *area*, its end included."""
    start, end = (area.start.line, area.start.character), (area.end.line, area.end.character)
    return start <= (place.line, place.character) <= end


def overlap(one: lsp.Range, other: lsp.Range) -> bool:
    """Whether the two ranges touch."""
    return is_within(one.start, other) or is_within(other.start, one)
