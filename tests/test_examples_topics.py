"""The programs of ``examples/topics/`` prove what they say, and the page shows what they print."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import groupby

import pytest
from example_runs import PROOFS, Outcome, prove_harm, prove_no_harm
from fixing import fix_until_stable
from marking import differences, without_marks
from servers import SERVERS, ServerMissingError
from topics import FOLDERS, Servers, Topic
from topics_page import PAGE, has_output, render_page, render_section, sections

from flake8_asyncpitfalls.lint import lint_source

HEADINGS = {"topic", "title", "wrong", "right"}
KNOWN = HEADINGS | {
    "proves", "text", "fix", "needs", "seconds", "settings", "python",
    "caught", "harmless", "preload", "server",
}  # fmt: skip
TOPICS = 18


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Servers() as started:
        yield started


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def topic(request: pytest.FixtureRequest) -> Topic:
    return Topic.read(request.param)


@pytest.fixture(scope="module")
def outcomes(topic: Topic, servers: Servers) -> dict[str, Outcome]:
    topic.skip_unless_it_can_run()
    try:
        environment = servers.environment(topic.server)
    except ServerMissingError as error:
        pytest.skip(str(error))
    return topic.run_all(environment)


def test_topic_is_described(topic: Topic) -> None:
    assert topic.description.keys() >= HEADINGS
    assert topic.description.keys() <= KNOWN
    assert topic.proves in PROOFS
    assert topic.fix in ("safe", "unsafe", "none")
    assert topic.server in ("", *SERVERS)
    assert bool(topic.text) is (topic.proves not in ("blocks", "hangs"))
    assert not topic.caught or topic.proves == "blocks"
    assert topic.fix != "none" or "fixed.py" not in topic.programs


def test_before_is_flagged_and_the_others_are_clean(topic: Topic) -> None:
    assert topic.marked("before.py").marks
    assert len(topic.programs) > 1
    for name in topic.programs:
        file = topic.marked(name)
        # What no fix can repair stands marked in what the fixes write.
        assert name in ("before.py", "fixed.py") or not file.marks
        findings = lint_source(str(file.path), file.data, topic.settings)
        assert differences(file, findings) == [], name


def test_fixes_turn_before_into_the_goal(topic: Topic) -> None:
    text = without_marks((topic.folder / "before.py").read_bytes())
    name = str(topic.folder / "before.py")
    fixed = {
        unsafe: fix_until_stable(name, text, topic.settings, unsafe=unsafe).decode()
        for unsafe in (False, True)
    }
    if topic.fix == "none":
        assert fixed == {False: text.decode(), True: text.decode()}
        return
    goal = without_marks((topic.folder / topic.goal).read_bytes()).decode()
    assert fixed[True].splitlines() == goal.splitlines()
    assert (fixed[False] == fixed[True]) is (topic.fix == "safe")


def test_before_proves_the_harm(topic: Topic, outcomes: dict[str, Outcome]) -> None:
    prove_harm(topic, outcomes["before.py"])
    if topic.caught:
        assert topic.caught in outcomes["caught"].blocking


def test_the_others_do_no_harm(topic: Topic, outcomes: dict[str, Outcome]) -> None:
    for name in topic.programs[1:]:
        prove_no_harm(topic, outcomes[name])


def test_page_shows_what_is_printed(topic: Topic, request: pytest.FixtureRequest) -> None:
    """``python tests/topics_page.py`` makes the page anew."""
    outcomes = request.getfixturevalue("outcomes") if has_output(topic) else {}
    shown = sections(PAGE.read_text(encoding="utf-8"))[topic.folder.name]
    assert shown == render_section(topic, outcomes)


def test_page_has_all_topics_in_their_order() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == render_page(sections(page))


def test_topics_have_one_heading_each() -> None:
    topics = [Topic.read(folder) for folder in FOLDERS]
    headings = [key for key, _ in groupby((topic.number, topic.heading) for topic in topics)]
    assert [number for number, _ in headings] == list(range(1, TOPICS + 1))


def test_fixed_pymongo_calls_exist_in_the_library() -> None:
    """No MongoDB is started for the example, so its calls are held against the library."""
    pymongo = pytest.importorskip("pymongo", minversion="4.9")
    from pymongo.asynchronous.collection import AsyncCollection

    owners = {"find_one": AsyncCollection, "close": pymongo.AsyncMongoClient}
    (folder,) = [folder for folder in FOLDERS if folder.name.endswith("mongodb")]
    tree = ast.parse((folder / "after.py").read_bytes())
    awaited = {
        node.value.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Await)
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute)
    }
    assert awaited - {"gather", "sleep"} == owners.keys()
    for name, owner in owners.items():
        assert inspect.iscoroutinefunction(getattr(owner, name)), name
