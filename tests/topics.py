"""The folders of ``examples/topics/``: their programs, the servers they need, and their runs.

A folder ``NN_name`` belongs to topic number NN. Beside what every example has (see
``test_examples.py``), its ``example.toml`` holds:

``topic``, ``title``, ``wrong``, ``right``
    The heading of the topic (the same in all its folders), that of the folder, and what the page
    says about ``before.py`` and ``after.py``.
``caught``
    A call that blockbuster catches in ``before.py``; without it blockbuster is left out.
``harmless``, ``preload``
    Calls of the libraries that blockbuster shall overlook (a look at a small file), and modules
    that a library imports late, in the middle of its work.
``server``
    One of ``http``, ``postgresql``, ``mariadb``; its address is in the environment.

``fixed.py`` is there where asyncfix repairs the program in another way than a person would.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from example_runs import EXAMPLES, ROOT, Example, Outcome
from servers import SERVERS

FOLDERS = sorted(path for path in (EXAMPLES / "topics").iterdir() if path.is_dir())


class Topic(Example):
    """A folder of ``examples/topics/``."""

    @property
    def number(self) -> int:
        return int(self.folder.name[:2])

    @property
    def heading(self) -> str:
        return str(self.description["topic"])

    @property
    def title(self) -> str:
        return str(self.description["title"])

    @property
    def path(self) -> str:
        """The folder, relative to the checkout, with slashes."""
        return self.folder.relative_to(ROOT).as_posix()

    @property
    def goal(self) -> str:
        """The program that asyncfix makes of ``before.py``."""
        return "fixed.py" if "fixed.py" in self.programs else "after.py"

    @property
    def caught(self) -> str:
        return str(self.description.get("caught", ""))

    @property
    def server(self) -> str:
        return str(self.description.get("server", ""))

    @property
    def options(self) -> tuple[str, ...]:
        """What to say to flake8, so that it finds what the page shows."""
        settings = dict(self.description.get("settings", {}))
        codes = ",".join(("ASY", *settings.pop("enable", ())))
        named = [(f"--asy-{name.replace('_', '-')}", value) for name, value in settings.items()]
        return ("--select", codes, *(word for option in named for word in option))

    @property
    def findings(self) -> list[str]:
        """What flake8 prints for ``before.py``, each line with the path from the checkout."""
        lines = run_flake8(self.options)
        return [line for line in lines if line.startswith(f"{self.path}/before.py:")]

    def run_all(self, environment: Mapping[str, str]) -> dict[str, Outcome]:
        """The outcome of each program; ``caught`` is that of ``before.py`` under blockbuster."""
        has_catcher = bool(self.caught)
        with tempfile.TemporaryDirectory() as name:
            outcomes = {}
            for number, program in enumerate(self.programs):
                folder = Path(name, str(number))
                folder.mkdir()
                run = self.run if program == "before.py" else self.run_calmly
                is_watched = has_catcher and program != "before.py"
                outcomes[program] = run(
                    program, folder, catch_calls=is_watched, environment=environment
                )
            if has_catcher:
                folder = Path(name, "caught")
                folder.mkdir()
                outcomes["caught"] = self.run("before.py", folder, environment=environment)
        return outcomes


class Servers(ExitStack):
    """Starts each server when it is asked for the first time, and stops all at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._started: dict[str, dict[str, str]] = {}

    def environment(self, name: str) -> dict[str, str]:
        """Where the server *name* is; nothing for an empty name. Raises ServerMissingError."""
        if name and name not in self._started:
            self._started[name] = self.enter_context(SERVERS[name]())
        return self._started.get(name, {})


@cache
def run_flake8(options: tuple[str, ...]) -> list[str]:
    """The lines that flake8 prints for ``before.py`` of all topics that want these *options*."""
    topics = map(Topic.read, FOLDERS)
    programs = [f"{topic.path}/before.py" for topic in topics if topic.options == options]
    run = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", *options, *programs],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    # flake8-async, where it is installed, reports under the same three letters.
    return [line for line in run.stdout.splitlines() if " ASYNC" not in line]
