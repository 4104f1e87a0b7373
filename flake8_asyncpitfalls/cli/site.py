"""``asyncfix docs --output DIR``: the documentation as plain HTML pages that need nothing else.

All of it is made from what the program itself says: the rules' docstrings, the options' help, the
markers of stubs. Examples are taken from a checkout's ``examples/`` where there is one.
"""

from __future__ import annotations

import argparse
import html
import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.cli.options import OPTIONS, Option
from flake8_asyncpitfalls.docs import explain, peer_table, stubs_page
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.peers import peers
from flake8_asyncpitfalls.rule_pages import page_name, summary
from flake8_asyncpitfalls.rules import module_name, rule_modules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt

_LIMIT = 30.0
"""Seconds that an example may run: what hangs is stopped, and the page says so."""
_FAMILIES = {
    "1": "Blocking calls", "2": "Missing or wrong await", "3": "Locks and thread state",
    "4": "Tasks", "5": "Cancellation and timeouts", "6": "The event-loop API",
    "7": "Resources and web frameworks", "9": "Opinions",
}  # fmt: skip
_HOW_IT_WORKS = """\
# How it works

1. **Source.** A file without async words costs a read and a search. Others are parsed once.
2. **Terms.** Every expression is reduced to a term that says what to look up, by Python's scoping rules.
3. **Values.** A term is evaluated with the modules it mentions: a module, a function, a class, an
   instance, a coroutine, or *unknown*. Of what is unknown nothing is ever said.
4. **Effects.** What blocks is known of libraries from stubs, and of your own functions by following
   their calls, through any number of helpers and modules, down to the call that blocks.
5. **Rules** ask the model and yield findings. A finding carries its fix as data.
6. **Fixes** are carried out on the touched statements alone and checked before a byte is written: the
   new text parses, the finding is gone, no other has appeared, a second run changes nothing.

What was learnt is kept in `.asyncfix_cache` and used only while everything that it rests on is as it
was. Delete it whenever you like.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file name, its title, its Markdown, and what a search finds it by."""

    name: str
    title: str
    text: str
    keywords: str = ""


def main(args: list[str]) -> int:
    """Write the site; the exit status. Raises SettingsError for a folder that cannot be written."""
    parser = argparse.ArgumentParser(prog="asyncfix docs", description=main.__doc__)
    parser.add_argument("--output", required=True, metavar="DIR", help="folder for the pages")
    parser.add_argument("--examples", metavar="DIR", help="folder of the examples")
    parser.add_argument("--run", action="store_true", help="run the examples, show what they print")
    options = parser.parse_args(args)
    folder = Path(options.output)
    examples = Path(options.examples) if options.examples else _own_examples()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = write_site(folder, examples, is_run=options.run)
    except OSError as error:
        raise SettingsError(f"--output: {folder}: {error.strerror or error}") from error
    print(f"{count} pages in {folder}")
    return 0


def write_site(folder: Path, examples: Path | None, *, is_run: bool = False) -> int:
    """Write all pages into *folder*; how many there are. Raises OSError."""
    from markdown_it import MarkdownIt

    made = list(pages(examples, is_run=is_run))
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for page in made:
        (folder / page.name).write_text(_html(page, markdown), encoding="utf-8")
    index = [[page.name, page.title, page.keywords] for page in made]
    script = (files(__package__) / "site.js").read_text(encoding="utf-8")
    data = json.dumps(index, ensure_ascii=True)
    (folder / "search.js").write_text(script.replace("/*INDEX*/", data), encoding="utf-8")
    style = (files(__package__) / "site.css").read_text(encoding="utf-8")
    (folder / "style.css").write_text(style, encoding="utf-8")
    return len(made)


def pages(examples: Path | None, *, is_run: bool = False) -> Iterator[Page]:
    """Every page: the catalogue first, then one a rule, then the others."""
    yield Page("index.html", "Rules", _catalogue(), "catalogue list of all rules")
    for module in rule_modules():
        yield _rule_page(module, examples, is_run=is_run)
    yield Page("configuration.html", "Configuration", _configuration(), "options settings flake8")
    yield Page("stubs.html", "Stubs", stubs_page(), "markers pyi your own libraries")
    peers_text = f"# Beside other linters\n\n{peer_table()}\n"
    yield Page(
        "peers.html", "Beside other linters", peers_text, "flake8-async ruff sonar ASYNC RUF"
    )
    yield Page("how-it-works.html", "How it works", _HOW_IT_WORKS, "cache reach inference fixes")


def _catalogue() -> str:
    lines = [
        "# Rules",
        "",
        f"flake8-asyncpitfalls {__version__}: what asynchronous code does wrong.",
    ]
    for digit, title in _FAMILIES.items():
        lines += ["", f"## ASY{digit}: {title}", "", "| Rule | What it finds | Severity | Fix |"]
        lines.append("|---|---|---|---|")
        for module in rule_modules():
            rule = module.rule
            if rule.code[3] == digit:
                link = f"[{rule.code} {rule.name}]({page_name(module)})"
                opt = " (on request)" if rule.optional else ""
                cells = (
                    link + opt,
                    _cell(summary(module)),
                    str(rule.severity),
                    rule.fixable or "–",
                )
                lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _rule_page(module: ModuleType, examples: Path | None, *, is_run: bool) -> Page:
    rule = module.rule
    text = explain(rule.code)
    others = [
        code
        for peer in peers()
        if rule.code in peer.here
        for code in (peer.flake8_async, peer.ruff, peer.sonar)
        if code
    ]
    folder = None if examples is None else examples / module_name(rule)
    if folder is not None and folder.is_dir():
        text += _example(folder, is_run=is_run)
    title = f"{rule.code} {rule.name}"
    return Page(page_name(module), title, text, " ".join((summary(module), *others)))


def _example(folder: Path, *, is_run: bool) -> str:
    parts = ["", "## A program that shows it"]
    for name, words in (("before.py", "goes wrong"), ("after.py", "is right")):
        path = folder / name
        if path.is_file():
            code = path.read_text(encoding="utf-8").rstrip()
            parts += ["", f"`{name}` {words}:", "", "```python", code, "```"]
            if is_run:
                parts += ["", "It prints:", "", "```text", _printed(path), "```"]
    return "\n".join(parts) + "\n"


def _printed(path: Path) -> str:
    """What the program at *path* prints; its last line tells when it fails or never ends."""
    try:
        ended = subprocess.run(
            [sys.executable, path.name],
            cwd=path.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        shown = (late.stdout or b"").decode("utf-8", "replace")
        return f"{shown}(still running after {_LIMIT:.0f} seconds)"
    text = ended.stdout.decode("utf-8", "replace").replace(str(path.parent), ".").rstrip()
    return text if not ended.returncode else f"{text}\n(exit status {ended.returncode})"


def _own_examples() -> Path | None:
    folder = Path(__file__).resolve().parents[2] / "examples"
    return folder if folder.is_dir() else None


def _configuration() -> str:
    places = {
        "all": "`[flake8]`, `[tool.asyncfix]`, command line",
        "own": "`[tool.asyncfix]`, command line",
        "line": "command line",
    }
    rows = (
        f"| `{option.key}` | {_cell(option.help)} | {_flag(option)} | {places[option.where]} |"
        for option in OPTIONS
    )
    head = [
        "# Configuration",
        "",
        "Keys are the same in all files; in `[flake8]` those about your code begin with `asy-`.",
        "The command line comes last.",
        "",
        "| Key | What it says | Command line | Where |",
        "|---|---|---|---|",
    ]
    return "\n".join((*head, *rows)) + "\n"


def _flag(option: Option) -> str:
    return f"`{option.flag}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _html(page: Page, markdown: MarkdownIt) -> str:
    title = html.escape(f"{page.title} – flake8-asyncpitfalls")
    return _FRAME.format(title=title, links=_links(), body=markdown.render(page.text))


def _links() -> str:
    names: Iterable[tuple[str, str]] = (
        ("index.html", "Rules"),
        ("configuration.html", "Configuration"),
        ("stubs.html", "Stubs"),
        ("peers.html", "Beside other linters"),
        ("how-it-works.html", "How it works"),
    )
    return "".join(f'<a href="{name}">{text}</a>' for name, text in names)


_FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<header><a class="home" href="index.html">flake8-asyncpitfalls</a><nav>{links}</nav>
<form role="search"><input id="search" type="search" aria-label="Search" placeholder="Search"></form>
<ul id="results" hidden></ul></header>
<main>
{body}</main>
<script src="search.js"></script>
</body>
</html>
"""
