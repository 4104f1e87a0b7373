"""The rules' pages: ``--explain``, ``--list-rules`` and the pages of tables.

All of it comes from the docstrings and declarations of the rules, and from ``rules/peers.toml``,
which says what other linters have. ``python -m flake8_asyncpitfalls.docs --write`` renews
the tables between their markers.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.errors import RuleError, SettingsError
from flake8_asyncpitfalls.peers import peers
from flake8_asyncpitfalls.rule_pages import sections, summary
from flake8_asyncpitfalls.rules import all_rules, find_rule_module, rule_modules

if TYPE_CHECKING:
    from flake8_asyncpitfalls.rule import Rule

BEGIN = "<!-- rules:begin -->"
END = "<!-- rules:end -->"
PEERS_BEGIN = "<!-- peers:begin -->"
PEERS_END = "<!-- peers:end -->"
PAGES = tuple(Path(__file__).parent / "rules" / name for name in ("README.md", "PEERS.md"))
"""The pages that hold the tables."""


def explain(code_or_name: str) -> str:
    """The page of one rule, as Markdown that reads well as plain text.

    *code_or_name* is ``ASY101`` or ``blocking-sleep``; ``stubs`` gives the page on the user's own
    stubs. Raises SettingsError for an unknown one.
    """
    if code_or_name == "stubs":
        return stubs_page()
    module = find_rule_module(code_or_name)
    if module is None:
        raise SettingsError(f"{code_or_name!r} is not a rule{_guess(code_or_name)}")
    rule: Rule = module.rule
    in_tests = f" ({rule.in_tests} in tests)" if rule.in_tests is not None else ""
    severity = f"Severity: {rule.severity}{in_tests}."
    head = f"{_selection(rule)} {severity} Fix: {rule.fixable or 'none'}."
    lines = [f"# {rule.code} {rule.name}", "", head]
    for heading, text in sections(module).items():
        lines += ["", f"## {heading}", "", text]
    return "\n".join(lines) + "\n"


def stubs_page() -> str:
    """How to write stubs, with every marker, made from the data that checks them."""
    from flake8_asyncpitfalls.stubs import markers

    intro = inspect.cleandoc(markers.__doc__ or "")
    return f"# Stubs\n\n{intro}\n\n## Markers\n\n{markers.marker_reference()}\n"


def list_rules() -> str:
    """All rules, one a line: code, name, severity, ``on`` or ``opt``, fixes, and what the rule does."""
    width = max((len(rule.name) for rule in all_rules()), default=0)
    return "".join(
        f"{module.rule.code}  {module.rule.name:{width}}  {module.rule.severity:7}  {_state(module.rule):3}  "
        f"{module.rule.fixable or '-':14}  {summary(module)}\n"
        for module in rule_modules()
    )


def rule_table() -> str:
    """The Markdown table of all rules, without the markers around it."""
    rows = ["| Code | Name | What it does | Severity | On | Fix |", "|---|---|---|---|---|---|"]
    for module in rule_modules():
        what = summary(module).replace("|", r"\|")
        rule: Rule = module.rule
        rows.append(
            f"| {rule.code} | {rule.name} | {what} | {rule.severity} | {_state(rule)} "
            f"| {rule.fixable or '–'} |"
        )
    return "\n".join(rows)


def peer_table() -> str:
    """The Markdown table of other linters' rules, without the markers around it."""
    rows = ["| flake8-async | ruff | Sonar | Here | Compared | |", "|---|---|---|---|---|---|"]
    for peer in peers():
        codes = [peer.flake8_async, peer.ruff, peer.sonar, ", ".join(peer.here)]
        relation = peer.relation
        if peer.ruff and peer.ruff_relation != relation:
            relation = f"{relation}; ruff: {peer.ruff_relation}"
        cells = [*(code or "–" for code in codes), relation, peer.note]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def renewed(text: str) -> str:
    """*text* with the tables between their markers made anew. Raises RuleError where it has none."""
    if PEERS_BEGIN in text:
        text = _filled(text, PEERS_BEGIN, peer_table(), PEERS_END)
        if BEGIN not in text:
            return text
    return _filled(text, BEGIN, rule_table(), END)


def _filled(text: str, begin: str, table: str, end: str) -> str:
    before, has_begin, rest = text.partition(begin)
    _, has_end, after = rest.partition(end)
    if not has_begin or not has_end:
        raise RuleError(f"the text has no {begin} … {end}")
    return f"{before}{begin}\n{table}\n{end}{after}"


def main(arguments: list[str] | None = None) -> int:
    """``--write`` renews the pages beside the rules, ``--write FILE`` the tables in FILE."""
    match sys.argv[1:] if arguments is None else arguments:
        case []:
            print(rule_table())
        case ["--write", *names]:
            for path in map(Path, names or PAGES):
                path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
        case _:
            print("usage: python -m flake8_asyncpitfalls.docs [--write [FILE]]", file=sys.stderr)
            return 2
    return 0


def _state(rule: Rule) -> str:
    return "opt" if rule.optional else "on"


def _selection(rule: Rule) -> str:
    if rule.optional:
        return f"Off until it is named: --extend-select {rule.code}."
    return "On by default."


def _guess(word: str) -> str:
    from difflib import get_close_matches  # costs time at start-up and is seldom needed

    words = [word for rule in all_rules() for word in (rule.code, rule.name)]
    near = get_close_matches(word, words, n=1) or get_close_matches(word.upper(), words, n=1)
    return f"; did you mean {near[0]!r}?" if near else "; --list-rules shows them all"


if __name__ == "__main__":
    sys.exit(main())
