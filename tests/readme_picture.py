"""The README's picture of a terminal, made from what the commands really print.

``python tests/readme_picture.py`` writes ``examples/shop_api/picture.svg`` anew; a test keeps it fresh.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples" / "shop_api"
PICTURE = SAMPLE / "picture.svg"
COMMANDS = (("app.py",), ("--diff", "--unsafe-fixes", "app.py"))
_COMMON = ("--isolated", "--no-cache", "--no-progress", "--color", "always")


def printed(arguments: tuple[str, ...]) -> str:
    """What ``asyncfix`` prints on standard output for the sample, with colours."""
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", *_COMMON, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, cwd=SAMPLE, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return ended.stdout.rstrip("\n")


def screen() -> Console:
    """A terminal on which the commands have run."""
    console = Console(
        record=True, width=118, file=StringIO(), force_terminal=True, legacy_windows=False
    )
    for arguments in COMMANDS:
        console.print(Text(f"$ asyncfix {' '.join(arguments)}", style="bold green"))
        for line in printed(arguments).split("\n"):
            style = {"+": "green", "-": "red"}.get(line[:1], "") if "--diff" in arguments else ""
            text = Text.from_ansi(line, style=style)
            console.print(text, highlight=False)
        console.print()
    return console


def picture() -> str:
    """The screen as SVG that loads nothing: fonts are the reader's own."""
    svg = screen().export_svg(title="asyncfix", unique_id="asyncfix")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def words_in(svg: str) -> str:
    """The text of a picture without its colours and places."""
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape("".join(texts)).replace("\xa0", " ").split())


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
