"""How findings are told: the way down from the call, briefly, with one remedy."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from flake8_asyncpitfalls.finding import Finding, Hop, Severity
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.reports.located import SourceLines
from flake8_asyncpitfalls.reports.once import tell_once
from flake8_asyncpitfalls.rule import Rule, cut
from flake8_asyncpitfalls.rules.blocking._advice import without_warnings
from flake8_asyncpitfalls.rules.blocking._chains import told_chain
from flake8_asyncpitfalls.settings import Settings
from flake8_asyncpitfalls.span import Span


def hops(*names: str) -> list[Hop]:
    return [Hop(f"app/{chr(97 + n)}.py", n + 1, name) for n, name in enumerate(names)]


def test_the_way_is_told_downwards_with_classes_and_modules() -> None:
    assert told_chain(hops("Users.load", "fetch", "requests.get"), 40) == (
        "Users.load (app/a.py:1) -> c.fetch (app/b.py:2) -> requests.get (app/c.py:3)"
    )
    same = [Hop("a.py", 1, "fetch"), Hop("a.py", 2, "requests.get")]
    assert told_chain(same, 40) == "fetch (a.py:1) -> requests.get (a.py:2)"
    package = [Hop("a.py", 1, "fetch"), Hop("net/__init__.py", 2, "requests.get")]
    assert told_chain(package, 40).startswith("net.fetch (a.py:1) -> ")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (
            5,
            "f (app/a.py:1) -> c.g (app/b.py:2) -> d.h (app/c.py:3) -> 2 more -> open (app/f.py:6)",
        ),
        (125, "b.f -> c.g -> d.h -> 2 more -> open (app/f.py:6)"),
        (137, "b.f -> c.g -> 3 more -> open (app/f.py:6)"),
        (500, "5 more -> open (app/f.py:6)"),
    ],
)
def test_four_hops_at_most_and_fewer_in_long_messages(others: int, expected: str) -> None:
    way = hops("f", "g", "h", "i", "j", "open")
    assert told_chain(way, others) == expected.replace("f (app/a", "b.f (app/a")


def findings(text: str) -> list[Finding]:
    return lint_source("m.py", text.encode(), Settings())


def test_a_message_stays_under_200_characters(tmp_path: Path) -> None:
    names = [f"a_function_with_a_long_name_number_{number}" for number in range(9)]
    chain = "".join(f"def {name}():\n    {below}()\n" for name, below in itertools.pairwise(names))
    text = f"import time\ndef {names[-1]}():\n    time.sleep(1)\n{chain}async def f():\n    {names[0]}()\n"
    (finding,) = findings(text)
    assert len(finding.chain) == 9
    assert len(finding.message) < 200
    assert " more -> time.sleep (m.py:3)" in finding.message


def test_a_function_that_is_given_is_told_by_its_own_name() -> None:
    text = (
        "import time\ndef timed(func):\n    def wrapper():\n        return func()\n    return wrapper\n"
        "@timed\ndef load():\n    time.sleep(1)\nasync def f():\n    load()\n"
    )
    (finding,) = findings(text)
    assert [hop.what for hop in finding.chain] == ["load", "time.sleep"]


def told(path: str, text: str) -> list[str]:
    """The messages of what is found in *text*, each defect told once."""
    lines = SourceLines(text.encode())
    found = lint_source(path, text.encode(), Settings())
    return [one.message for one in tell_once(lines.locate(path, finding) for finding in found)]


def test_a_long_path_loses_its_outer_folders(tmp_path: Path) -> None:
    path = f"{tmp_path}/{'a_folder_with_a_long_name/' * 6}m.py"
    text = "import time\ndef helper():\n    time.sleep(1)\nasync def f():\n    helper()\n"
    (message,) = told(path, text)
    assert message.startswith("'helper' blocks the event loop: time.sleep (.../a_folder_with")
    assert "/m.py:3); offload it" in message
    assert len(message) <= 180


@pytest.mark.parametrize(
    ("length", "places"),
    [(1, "(also at lines 6, 7, 8, 9 and 4 more)"), (56, "(also at lines 6, 7, 8 and 5 more)")],
)
def test_places_are_told_as_far_as_there_is_room(length: int, places: str) -> None:
    name = "x" * length
    calls = f"    {name}()\n" * 9
    text = f"import time\ndef {name}():\n    time.sleep(1)\nasync def f():\n{calls}"
    (message,) = told("m.py", text)
    assert message.endswith(f" {places}")
    assert len(message) < 200


@pytest.mark.parametrize(
    "text",
    [
        "async def f(pool):\n    async with pool.get(LONG) as x:\n        yield 1\n        yield x\n",
        "import asyncio\nasync def g(x): ...\nasync def f():\n    await asyncio.shield(g(LONG))\n",
        "import time\ndef LONG_():\n    time.sleep(1)\nasync def f():\n    LONG_()\n    LONG_()\n",
        "import time\nclass A:\n    def LONG_(self): time.sleep(1)\nasync def f():\n    A().LONG_()\n",
    ],
)
def test_long_code_is_cut_short_in_messages(text: str) -> None:
    messages = told("m.py", text.replace("LONG", "a" * 190))
    assert messages
    assert all(len(message) < 200 and "aaa..." in message for message in messages)


def test_the_remedy_is_told_to_its_end() -> None:
    for length in range(5, 80):
        text = (
            "import pathlib\ndef inner(p): return pathlib.Path(p).read_text()\n"
            f"def {'x' * length}(p): return inner(p)\nasync def f(p):\n    {'x' * length}(p)\n"
            f"class A:\n    @property\n    def {'y' * length}(self): return inner(1)\n"
            f"async def g(a: A):\n    return a.{'y' * length}\n"
        )
        for message in told("a_package/of_the_project/a_module.py", text):
            assert message.endswith((" ...)'", "(...)'"))


def test_no_thread_is_advised_for_what_has_not_begun_when_it_returns() -> None:
    for call, is_named in (("map(h, 'ab')", False), ("filter(h, 'ab')", False), ("h('a')", True)):
        text = (
            f"import time\ndef h(k): time.sleep(1)\nasync def f():\n    for x in {call}: print(x)\n"
        )
        (message,) = told("m.py", text)
        assert ("offload it" in message) is is_named


def test_code_of_several_lines_is_one_line_in_messages() -> None:
    text = 'async def f(p):\n    async with p.get("""a\nb""") as x:\n        yield 1\n        yield x\n'
    assert all("\n" not in message for message in told("m.py", text))


def test_the_remedy_is_what_the_fix_carries_out() -> None:
    text = "import redis\nasync def f():\n    client = redis.Redis()\n    return client.get('x')\n"
    for finding in findings(text):
        if finding.fix is not None:
            assert finding.fix.description in finding.message


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("Thing()", "it makes an object"),
        ("requests.get('x')", "drop the 'await'"),
        ("time.sleep(1)", "write 'await asyncio.sleep(...)'"),
        ("redis.Redis().get('x')", "use redis.asyncio"),
    ],
)
def test_an_await_is_dropped_only_where_nothing_else_is_meant(call: str, words: str) -> None:
    text = f"import redis, requests, time\nclass Thing: ...\nasync def f():\n    await {call}\n"
    told = [finding for finding in findings(text) if finding.code == "ASY205"]
    assert [words in finding.message for finding in told] == [True]
    assert ("drop" in told[0].message) is (words == "drop the 'await'")


@pytest.mark.parametrize(
    ("end", "words"), [("loop.close()", "run and closed by hand"), ("pass", "made and run by hand")]
)
def test_a_loop_is_called_closed_only_if_it_is(end: str, words: str) -> None:
    text = (
        "import asyncio\ndef f(job):\n    loop = asyncio.new_event_loop()\n"
        f"    loop.run_until_complete(job())\n    {end}\n"
    )
    assert [words in finding.message for finding in findings(text)] == [True]


def test_of_fields_of_one_length_the_first_is_cut_in_every_run() -> None:
    names = ("zebra", "yak", "wolf", "viper")
    message = "; ".join(f"{{{name}}}" for name in names)
    rule = Rule("ASY999", "of-animals", message, Severity.NOTE)
    given = {name: name.ljust(44, ".") for name in names}
    shown = rule.finding(Span(1, 0, 1, 1), **given).message.split("; ")
    is_whole = [text == given[name] for text, name in zip(shown, names, strict=True)]
    assert is_whole == [False, True, True, True]


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("best offload all of it with 'loop.run(None, ...)'", 40, "best offload all of it with..."),
        (
            "what it calls back may belong to the loop",
            40,
            "what it calls back may belong to the...",
        ),
        ("one_name_that_is_long_and_has_no_spaces_at_all", 30, "one_name_that_is_long_and_h..."),
        ("short enough", 30, "short enough"),
    ],
)
def test_words_and_quotes_stay_whole_where_a_text_is_cut(
    text: str, most: int, expected: str
) -> None:
    assert cut(text, most) == expected


@pytest.mark.parametrize(
    ("advice", "expected"),
    [
        ("offload it with 'await run(f)' under an asyncio.Lock", "offload it with 'await run(f)'"),
        ("offload what blocks in it; what it calls back may not", "offload what blocks in it"),
        ("make it asynchronous, with a lock around it", "make it asynchronous"),
        ("use 'await f()'", "use 'await f()'"),
    ],
)
def test_what_an_advice_warns_of_goes_as_a_whole(advice: str, expected: str) -> None:
    assert without_warnings(advice) == expected
