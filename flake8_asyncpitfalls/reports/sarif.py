"""The format ``sarif``: SARIF 2.1.0, as code scanning services read it.

Properties from https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import json
import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.printable import encodable
from flake8_asyncpitfalls.rule_pages import page_name, sections, summary
from flake8_asyncpitfalls.rules import HEADINGS, find_rule_module

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(findings: Sequence[Located], look: Look, failures: Sequence[Located] = ()) -> str:
    """One log with one run that holds all *findings*; *look* has the address of the rules' pages.

    *failures* are the files that could not be checked: notifications of the tool, not results.
    """
    rules = sorted({(finding.code, finding.name) for finding in findings})
    codes = [code for code, _ in rules]
    driver = {
        "name": "asyncfix",
        "version": __version__,
        "informationUri": "https://pypi.org/project/flake8-asyncpitfalls/",
        "rules": [_rule(code, name, look.docs_url) for code, name in rules],
    }
    run = {
        "tool": {"driver": driver},
        # Columns count code points, not the UTF-16 units that a reader would assume.
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(failures)],
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, name: str, docs_url: str) -> dict[str, Any]:
    """What is said of one rule: its sentence, its page, its usual level, its family as a tag."""
    described: dict[str, Any] = {"id": code, "name": name}
    module = find_rule_module(code)
    if module is None:
        return described
    page = "\n\n".join(f"## {title}\n\n{text}" for title, text in sections(module).items())
    described |= {
        "shortDescription": {"text": summary(module)},
        "fullDescription": {"text": sections(module)[HEADINGS[0]]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": str(module.rule.severity)},
        "properties": {"tags": ["async", module.__name__.split(".")[-2]]},
    }
    if docs_url:
        described["helpUri"] = f"{docs_url.rstrip('/')}/{page_name(module)}"
    return described


def _invocation(failures: Sequence[Located]) -> dict[str, Any]:
    notifications = [
        {
            "level": "error",
            "message": {"text": failure.message},
            "locations": [_location(failure.path, {"startLine": failure.line})],
        }
        for failure in failures
    ]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": notifications}


def _result(finding: Located, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [_of_finding(finding)],
    }
    if finding.chain:
        result["relatedLocations"] = [
            {
                **_location(hop.path, {"startLine": hop.file_line or hop.line}),
                "message": {"text": encodable(hop.what)},
            }
            for hop in finding.chain
        ]
    return result


def _of_finding(finding: Located) -> dict[str, Any]:
    """Where it is in the file; of a notebook the line alone, and the place in its cell."""
    if not finding.cell:
        region = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
        return _location(finding.path, region)
    name = f"cell {finding.cell}"
    return {
        **_location(finding.path, {"startLine": finding.file_line}),
        "logicalLocations": [{"name": name, "fullyQualifiedName": finding.place_in_file}],
        "properties": {
            "cell": finding.cell,
            "line": finding.line,
            "column": finding.column,
        },
    }


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(path: str) -> str:
    """*path* with the bytes of its name, of whatever encoding they are, escaped."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))
