"""The programs in ``examples/``: what their folder says of them, and how a run of one ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import pytest
from marking import MarkedFile, own_code_of, settings_from

from flake8_asyncpitfalls.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
RUNNER = ROOT / "tests" / "watched_run.py"
PROOFS = ("blocks", "warns", "raises", "prints", "hangs")
LOOSE_ENDS = ("was never awaited", "Task was destroyed", "was never retrieved", "Traceback")
MOST_TRIES = 5
"""A busy machine stalls any program for a while; one calm run shows that it need not stall."""
STALL = 0.2
"""Seconds in one step that count as blocked; the examples block for longer than that."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of a program ended; *status* is None when it had to be stopped."""

    status: int | None
    output: str
    errors: str
    blocking: tuple[str, ...]
    longest: float

    @property
    def has_stalled(self) -> bool:
        """Whether one step of a task or callback kept the loop from all others."""
        return self.longest > STALL

    @property
    def has_blocked(self) -> bool:
        return bool(self.blocking) or self.has_stalled


@dataclass(frozen=True)
class Example:
    """A folder of ``examples/`` and its description."""

    folder: Path
    description: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Self:
        text = (folder / "example.toml").read_text(encoding="utf-8")
        return cls(folder, tomllib.loads(text))

    @property
    def proves(self) -> str:
        return str(self.description["proves"])

    @property
    def text(self) -> str:
        return str(self.description.get("text", ""))

    @property
    def fix(self) -> str:
        return str(self.description.get("fix", "safe"))

    @property
    def seconds(self) -> float:
        """How long a run may take before it counts as one that hangs."""
        return float(self.description.get("seconds", 20))

    @cached_property
    def own_code(self) -> str:
        return own_code_of(self.folder.name)

    @property
    def settings(self) -> Settings:
        return settings_from(self.description.get("settings", {}), self.own_code)

    def marked(self, name: str) -> MarkedFile:
        return MarkedFile.read(self.folder / name, self.own_code)

    @property
    def programs(self) -> list[str]:
        """``before.py``, ``after.py`` and, where asyncfix writes something else, ``fixed.py``."""
        names = ("before.py", "after.py", "fixed.py")
        return [name for name in names if (self.folder / name).exists()]

    def skip_unless_it_can_run(self) -> None:
        for module in self.description.get("needs", ()):
            if find_spec(module) is None:
                pytest.skip(f"{self.folder.name} needs {module}")
        since = str(self.description.get("python", "3.11"))
        if sys.version_info < tuple(map(int, since.split("."))):
            pytest.skip(f"{self.folder.name} shows its harm since Python {since}")

    def run(
        self,
        name: str,
        folder: Path,
        *,
        catch_calls: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run the program *name* with *folder* as the working directory.

        With *catch_calls* blockbuster makes blocking calls raise; without, they do what they do.
        """
        report = folder / f"{name}.json"
        report.unlink(missing_ok=True)
        command = [sys.executable, str(RUNNER), str(report), str(self.folder / name)]
        command += ["--harmless", *self.description.get("harmless", ())]
        command += ["--preload", *self.description.get("preload", ())]
        if not catch_calls:
            command.append("--let-block")
        try:
            run = subprocess.run(
                command,
                input=self.description.get("stdin", ""),
                capture_output=True,
                encoding="utf-8",
                timeout=self.seconds,
                cwd=folder,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
                check=False,
            )
        except subprocess.TimeoutExpired as stopped:
            return Outcome(None, _text(stopped.stdout), _text(stopped.stderr), (), 0)
        seen = json.loads(report.read_text()) if report.exists() else {}
        blocking, longest = tuple(seen.get("blocking", ())), seen.get("longest", 0)
        return Outcome(run.returncode, run.stdout, run.stderr, blocking, longest)

    def run_calmly(
        self,
        name: str,
        folder: Path,
        *,
        catch_calls: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run *name* until it does not block, or often enough to say that it does.

        Each run has a folder of its own in *folder*.
        """
        for number in range(MOST_TRIES):
            place = folder / str(number)
            place.mkdir()
            outcome = self.run(name, place, catch_calls=catch_calls, environment=environment)
            if outcome.status == 0 and not outcome.has_blocked:
                break
        return outcome


def _text(output: bytes | str | None) -> str:
    """What a stopped program had written; ``subprocess`` gives bytes whatever was asked for."""
    return output.decode("utf-8") if isinstance(output, bytes) else output or ""


def prove_harm(example: Example, outcome: Outcome) -> None:
    """Assert that the run of ``before.py`` shows what the example says."""
    match example.proves:
        case "blocks":
            assert outcome.has_blocked, outcome
        case "hangs":
            assert outcome.status is None, outcome
        case "raises":
            assert outcome.status not in (0, None), outcome
            assert example.text in outcome.errors
        case "warns":
            assert example.text in outcome.errors
        case _:
            assert outcome.status == 0, outcome
            assert example.text in outcome.output


def prove_no_harm(example: Example, outcome: Outcome) -> None:
    """Assert that the run of ``after.py`` shows none of it."""
    assert outcome.status == 0, outcome
    assert not outcome.has_blocked, outcome
    assert not [text for text in LOOSE_ENDS if text in outcome.errors], outcome
    if example.text:
        assert example.text not in outcome.output + outcome.errors
