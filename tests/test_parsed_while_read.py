"""Parsing a definition when it is first looked at changes nothing that somebody goes over just then."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.settings import Settings

FILLER = "".join(f"VALUE{number} = 'nothing of interest, but text'\n" for number in range(600))
"""A module of 20 kB or more is parsed a definition at a time."""

METHODS = {
    "default": "    def ask(self, key=lambda x: x):\n        self.key = key\n        time.sleep(1)\n",
    "keyword": "    def ask(self, *, key=lambda x: x):\n        self.key = 1\n        time.sleep(1)\n",
    "decorator": (
        "    @marked(lambda x: x)\n    def ask(self):\n        self.key = 1\n        time.sleep(1)\n"
    ),
    "annotation": "    def ask(self, key: (lambda: 1) = 1):\n        self.key = 1\n        time.sleep(1)\n",
    "inside": "    def ask(self):\n        self.key = lambda x: x\n        time.sleep(1)\n",
}
BEFORE = "    def other(self, sort=lambda x: x, *more):\n        self.more = more\n"
AFTER = "    async def last(self, sort=lambda x: x):\n        self.sort = lambda: sort\n"


@pytest.mark.parametrize("shape", METHODS)
def test_lambdas_beside_methods_of_a_large_module(shape: str, tmp_path: Path) -> None:
    marked = "def marked(key):\n    return lambda function: function\n"
    text = f"import time\n{FILLER}\n{marked}class Queue:\n{BEFORE}{METHODS[shape]}{AFTER}"
    assert len(text) > 20_000
    (tmp_path / "large.py").write_text(text)
    user = (
        "import asyncio\nfrom large import Queue\n"
        "async def main():\n    queue = Queue()\n    queue.key\n    queue.sort\n    queue.ask()\n"
    )
    findings = lint_source(str(tmp_path / "user.py"), user.encode(), Settings())
    assert [finding.code for finding in findings] == ["ASY151"]
