"""Make ``examples/README.md``: the topics in their order, with what flake8 and the programs print.

``python tests/topics_page.py`` runs the programs and writes the page. Sections whose server or
libraries are not installed stay as they are.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from itertools import groupby

from example_runs import EXAMPLES, Outcome
from marking import without_marks
from servers import ServerMissingError
from topics import FOLDERS, Servers, Topic

PAGE = EXAMPLES / "README.md"

INTRODUCTION = """\
# Examples

This page leads through asynchronous programming with asyncio, one topic after the other: what goes
wrong, what the linter says about it, and what is right. Every program is in a folder beside this
page and can be run; programs that ask a server find its address in the environment (`API_URL`,
`POSTGRES_URL`, `MARIADB_PORT` and `MARIADB_PASSWORD`). The tests run them all, with a watch on the
event loop, and hold this page against what they print. `python tests/topics_page.py` makes it anew.

The folders `asyNNN_name` hold one more pair of programs for each rule.
"""

_PLACES = [
    (re.compile(r"^\S*?\.py:\d+: "), ""),
    (re.compile(r"<Task\b.*>"), "<Task ...>"),
    (re.compile(r"\d+\.\d+ seconds"), "... seconds"),
    (re.compile(r"\w+(?:\.\w+)?Error: Can't \w+ local object"), "Error: Can't pickle local object"),
]
"""What differs from run to run, or from Python to Python, in what goes to standard error."""


def section_mark(topic: Topic) -> str:
    return f"<!-- {topic.folder.name} -->"


def sections(page: str) -> dict[str, str]:
    """The sections of *page*, by the name of their folder."""
    parts = re.split(r"^<!-- (\w+) -->\n", page, flags=re.MULTILINE)
    # What follows a section belongs to the next topic's heading.
    texts = [re.split(r"^## ", part, flags=re.MULTILINE)[0] for part in parts[2::2]]
    return {name: text.strip() for name, text in zip(parts[1::2], texts, strict=True)}


def render_section(topic: Topic, outcomes: Mapping[str, Outcome]) -> str:
    """The section of *topic*; without *outcomes* it says nothing about runs."""
    return "\n\n".join(_paragraphs(topic, outcomes))


def _paragraphs(topic: Topic, outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    folder = topic.folder.relative_to(EXAMPLES).as_posix()
    links = ", ".join(f"[{name}]({folder}/{name})" for name in topic.programs)
    yield f"### {topic.title}"
    yield str(topic.description["wrong"])
    yield f"Programs: {links}"
    options = " ".join(topic.options)
    yield _console(f"flake8 {options} {topic.path}/before.py", topic.findings)
    if outcomes:
        yield _console("python before.py", _told(topic, outcomes["before.py"]))
    yield str(topic.description["right"])
    for name in reversed(topic.programs[1:]):
        if len(topic.programs) > 2:
            yield f"`{name}`:"
        yield _fence("diff", _difference(topic, name))
        if outcomes:
            yield _console(f"python {name}", _told(topic, outcomes[name]))
    yield _origin(topic)
    if not outcomes:
        yield f"The harm shows since Python {topic.description['python']}."


def _origin(topic: Topic) -> str:
    command = {"safe": "asyncfix --apply", "unsafe": "asyncfix --apply --unsafe-fixes"}
    if topic.fix == "none":
        return "There is no fix for it; a person has to write that."
    return f"`{command[topic.fix]}` writes `{topic.goal}`."


def _difference(topic: Topic, name: str) -> list[str]:
    texts = [
        without_marks((topic.folder / program).read_bytes()).decode().splitlines()
        for program in ("before.py", name)
    ]
    return list(difflib.unified_diff(*texts, n=2, lineterm=""))[2:]


def _told(topic: Topic, outcome: Outcome) -> list[str]:
    """What a program printed, what of its errors matters, and how it ended."""
    lines = outcome.output.splitlines()
    # Lines of source in a traceback are indented; some exceptions are told twice.
    told = [line for line in outcome.errors.splitlines() if not line.startswith(" ")]
    errors = list(dict.fromkeys(map(_placeless, told)))
    if topic.text and topic.proves in ("warns", "raises"):
        lines += [line for line in errors if topic.text in line]
    elif outcome.status:
        lines += [line for line in errors if re.match(r"[\w.]+(Error|Exception): ", line)][-1:]
    if outcome.status is None:
        lines.append(f"(nothing more happens; stopped after {topic.seconds:g} seconds)")
    elif outcome.has_stalled:
        lines.append("(the event loop stood still for a while)")
    return lines


def _placeless(line: str) -> str:
    for pattern, replacement in _PLACES:
        line = pattern.sub(replacement, line)
    return line


def _console(command: str, lines: Iterable[str]) -> str:
    return _fence("console", [f"$ {command}", *lines])


def _fence(language: str, lines: Iterable[str]) -> str:
    return "\n".join([f"```{language}", *lines, "```"])


def render_page(texts: Mapping[str, str]) -> str:
    """The whole page, of the *texts* of its sections by folder name."""
    topics = [Topic.read(folder) for folder in FOLDERS]
    parts = [INTRODUCTION]
    for (number, heading), group in groupby(
        topics, key=lambda topic: (topic.number, topic.heading)
    ):
        parts.append(f"## {number}. {heading}\n")
        parts += [f"{section_mark(topic)}\n\n{texts[topic.folder.name]}\n" for topic in group]
    return "\n".join(parts)


def has_output(topic: Topic) -> bool:
    """Whether the page shows runs: not where they differ between the Pythons that we support."""
    return "python" not in topic.description


def main() -> None:
    old = sections(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    texts = {}
    with Servers() as servers:
        for topic in map(Topic.read, FOLDERS):
            name = topic.folder.name
            if missing := [m for m in topic.description.get("needs", ()) if not find_spec(m)]:
                print(f"{name} is left as it is: {missing[0]} is not installed", file=sys.stderr)
                texts[name] = old[name]
                continue
            try:
                environment = servers.environment(topic.server)
            except ServerMissingError as error:
                print(f"{name} is left as it is: {error}", file=sys.stderr)
                texts[name] = old[name]
                continue
            outcomes = topic.run_all(environment) if has_output(topic) else {}
            texts[name] = render_section(topic, outcomes)
    PAGE.write_text(render_page(texts), encoding="utf-8")


if __name__ == "__main__":
    main()
