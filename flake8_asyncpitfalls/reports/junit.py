"""The format ``junit``: the XML that test reports of build servers read.

Elements from https://github.com/testmoapp/junitxml; a file is a suite, a finding a failed case.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.reports.look import Look


def render(findings: Sequence[Located], look: Look) -> str:
    """One document; without findings it has one case that passed. *look* changes nothing."""
    del look
    count = str(len(findings))
    root = ElementTree.Element("testsuites", name="asyncfix", tests=count, failures=count)
    for path, of_file in groupby(findings, key=lambda finding: finding.path):
        _add_suite(root, path, list(of_file))
    if not findings:
        suite = ElementTree.SubElement(root, "testsuite", name="asyncfix", tests="1", failures="0")
        ElementTree.SubElement(suite, "testcase", name="no findings", classname="asyncfix")
    ElementTree.indent(root)
    declaration = "<?xml version='1.0' encoding='utf-8'?>\n"
    return declaration + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_suite(root: ElementTree.Element, path: str, findings: Sequence[Located]) -> None:
    count = str(len(findings))
    name = _legal(path)
    suite = ElementTree.SubElement(root, "testsuite", name=name, tests=count, failures=count)
    for finding in findings:
        title = f"{finding.code} {finding.place_in_file}"
        line = str(finding.file_line or finding.line)
        place = {"name": title, "classname": name, "file": name, "line": line}
        case = ElementTree.SubElement(suite, "testcase", place)
        message = _legal(finding.message)
        failure = ElementTree.SubElement(case, "failure", message=message, type=finding.code)
        failure.text = (
            f"{name}:{finding.place_in_file}: {finding.severity}: {finding.code} {message}"
        )


def _legal(text: str) -> str:
    """*text* without the control characters that XML 1.0 does not allow."""
    return "".join(char if char.isprintable() or char in "\t\n" else "\ufffd" for char in text)
