"""Every expression has a text that means the same, also where ``ast.unparse`` has none."""

from __future__ import annotations

import ast

import pytest

from flake8_asyncpitfalls.analyses.entry_keys import UNKNOWN_KEY, given_key
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.source.unparsed import unparsed
from flake8_asyncpitfalls.settings import Settings

BLANK = "\xa0"
EXPRESSIONS = [
    f"f'{{text.replace(\"{BLANK}\", other)}}'",
    f"f'<{{text.strip(\"{BLANK}\")!r:>{{width}}}}>{{{{}}}}'",
    f"f'{{text + \"{BLANK}\"!s}}' f'{{width:03}}'",
    b'f\'{"\\u200b".join([text, f"{width}"])}\''.decode("unicode_escape"),
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_f_strings_with_what_cannot_be_printed(text: str) -> None:
    names = {"text": f"a{BLANK}b", "other": "-", "width": 9}
    written = unparsed(ast.parse(text, mode="eval"))
    assert eval(written, dict(names)) == eval(text, dict(names))  # noqa: S307


def test_others_are_as_python_writes_them() -> None:
    assert unparsed(ast.parse("f'{a!r}'", mode="eval")) == "f'{a!r}'"


@pytest.mark.parametrize(
    ("key", "given", "expected"),
    [
        ("user.name", {"user": "self.owner"}, "self.owner.name"),
        ("(name := 'a')", {"name": "'b'"}, UNKNOWN_KEY),
        ("(lambda name: name)(1)", {"name": "'b'"}, UNKNOWN_KEY),
        ("**rest", {"rest": "x"}, UNKNOWN_KEY),
        ("name", {}, UNKNOWN_KEY),
    ],
)
def test_keys_with_what_a_function_is_given(key: str, given: dict[str, str], expected: str) -> None:
    assert given_key(key, given) == expected


def test_a_key_of_an_f_string_with_a_line_feed() -> None:
    """It ended the check of the file on Python 3.11."""
    text = """\
import time

class Store:
    def find(self, name):
        return self.users.get(f"user:{name}")

    async def add(self):
        if self.find("a\\nb") is None:
            time.sleep(1)
            self.users[f"user:{'x'}"] = 1
"""
    found = lint_source("app.py", text.encode(), Settings())
    assert [one.code for one in found] == ["ASY101"]
