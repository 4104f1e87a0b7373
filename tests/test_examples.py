"""The programs in ``examples/`` run, show what they claim, and are repaired by asyncfix.

Each folder ``asyNNN_name`` holds ``before.py`` (with marks), ``after.py`` and ``example.toml``:

``proves``
    ``"blocks"`` (the event loop stands still), ``"warns"``, ``"raises"``, ``"prints"`` (``text`` is
    in what ``before.py`` prints and not in what ``after.py`` prints) or ``"hangs"``.
``text``
    What the output of ``before.py`` must contain; needed for all but ``blocks`` and ``hangs``.
``fix``
    ``"safe"``, ``"unsafe"`` or ``"none"``: which fixes turn before into after (default: safe).
``needs``, ``stdin``, ``seconds``, ``settings``
    Modules that must be installed, standard input, the time limit (20), settings that differ.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fixing import fix_until_stable
from marking import MarkedFile, differences, own_code_of, settings_from, without_marks

from flake8_asyncpitfalls.lint import lint_source

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = sorted((ROOT / "examples").glob("asy*"))
PROOFS = ("blocks", "warns", "raises", "prints", "hangs")
LOOSE_ENDS = ("was never awaited", "Task was destroyed", "was never retrieved", "Traceback")
STALL = 0.2
"""Seconds in one step that count as blocked; the examples block for longer than that."""
MOST_TRIES = 5
"""A busy machine stalls any program for a while; one calm run shows that it need not stall."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of a program ended; *status* is None when it had to be stopped."""

    status: int | None
    output: str
    errors: str
    blocking: list[str]
    longest: float

    @property
    def has_blocked(self) -> bool:
        return bool(self.blocking) or self.longest > STALL


@dataclass(frozen=True, slots=True)
class Example:
    """A folder of ``examples/`` and its description."""

    folder: Path
    description: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Example:
        text = (folder / "example.toml").read_text(encoding="utf-8")
        return cls(folder, tomllib.loads(text))

    @property
    def proves(self) -> str:
        return str(self.description["proves"])

    @property
    def fix(self) -> str:
        return str(self.description.get("fix", "safe"))

    def marked(self, name: str) -> MarkedFile:
        return MarkedFile.read(self.folder / name, own_code_of(self.folder.name))

    def skip_unless_it_can_run(self) -> None:
        for module in self.description.get("needs", ()):
            if find_spec(module) is None:
                pytest.skip(f"{self.folder.name} needs {module}")
        since = str(self.description.get("python", "3.11"))
        if sys.version_info < tuple(map(int, since.split("."))):
            pytest.skip(f"{self.folder.name} shows its harm since Python {since}")

    def run(self, name: str, folder: Path) -> Outcome:
        """Run ``before.py`` or ``after.py`` with *folder* as the working directory."""
        report = folder / f"{name}.json"
        report.unlink(missing_ok=True)
        runner = str(ROOT / "tests" / "watched_run.py")
        limit = float(self.description.get("seconds", 20))
        try:
            run = subprocess.run(
                [sys.executable, runner, str(report), str(self.folder / name)],
                input=self.description.get("stdin", ""),
                capture_output=True,
                encoding="utf-8",
                timeout=limit,
                cwd=folder,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome(None, "", f"stopped after {limit} seconds", [], 0)
        seen = json.loads(report.read_text()) if report.exists() else {}
        blocking, longest = seen.get("blocking", []), seen.get("longest", 0)
        return Outcome(run.returncode, run.stdout, run.stderr, blocking, longest)


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def example(request: pytest.FixtureRequest) -> Example:
    return Example.read(request.param)


def test_example_is_described(example: Example) -> None:
    assert example.proves in PROOFS
    assert example.fix in ("safe", "unsafe", "none")
    assert ("text" in example.description) is (example.proves not in ("blocks", "hangs"))
    known = {"proves", "text", "fix", "needs", "stdin", "seconds", "settings", "python"}
    assert example.description.keys() <= known


def test_before_is_flagged_and_after_is_clean(example: Example) -> None:
    before, after = example.marked("before.py"), example.marked("after.py")
    settings = settings_from(example.description.get("settings", {}), before.own_code)
    assert any(mark.code == before.own_code for mark in before.marks)
    assert not after.marks
    for file in (before, after):
        findings = lint_source(str(file.path), file.data, settings)
        assert differences(file, findings) == [], file.path.name


def test_fixes_turn_before_into_after(example: Example) -> None:
    before, after = example.marked("before.py"), example.marked("after.py")
    settings = settings_from(example.description.get("settings", {}), before.own_code)
    text = without_marks(before.data)
    fixed = fix_until_stable("before.py", text, settings, unsafe=example.fix != "safe")
    expected = text if example.fix == "none" else after.data
    assert fixed.decode().splitlines(keepends=True) == expected.decode().splitlines(keepends=True)


def test_before_proves_the_harm(example: Example, tmp_path: Path) -> None:
    example.skip_unless_it_can_run()
    outcome = example.run("before.py", tmp_path)
    text = example.description.get("text", "")
    match example.proves:
        case "blocks":
            assert outcome.has_blocked, outcome
        case "hangs":
            assert outcome.status is None, outcome
        case "raises":
            assert outcome.status not in (0, None), outcome
            assert text in outcome.errors
        case "warns":
            assert text in outcome.errors
        case _:
            assert outcome.status == 0, outcome
            assert text in outcome.output


def test_after_does_no_harm(example: Example, tmp_path: Path) -> None:
    example.skip_unless_it_can_run()
    for _ in range(MOST_TRIES):
        outcome = example.run("after.py", tmp_path)
        if outcome.status == 0 and not outcome.has_blocked:
            break
    assert outcome.status == 0, outcome
    assert not outcome.has_blocked, outcome
    assert not [text for text in LOOSE_ENDS if text in outcome.errors], outcome
    if text := example.description.get("text"):
        assert text not in outcome.output + outcome.errors


def test_runner_sees_stalls_and_calls(tmp_path: Path) -> None:
    (tmp_path / "busy.py").write_text(
        "import asyncio, time\n"
        "async def main():\n"
        "    end = time.perf_counter() + 0.4\n"
        "    while time.perf_counter() < end: pass\n"
        "    await asyncio.sleep(0.5)\n"
        "asyncio.run(main())\n"
    )
    (tmp_path / "calm.py").write_text(
        "import asyncio, time\nasyncio.run(asyncio.to_thread(time.sleep, 0.4))\n"
    )
    (tmp_path / "swallow.py").write_text(
        "import asyncio, time\n"
        "async def main():\n"
        "    try: time.sleep(0)\n"
        "    except Exception: pass\n"
        "asyncio.run(main())\n"
    )
    (tmp_path / "endless.py").write_text("while True: pass\n")
    example = Example(tmp_path, {"seconds": 20})
    assert 0.4 <= example.run("busy.py", tmp_path).longest < 0.5 + STALL
    assert not example.run("calm.py", tmp_path).has_blocked
    assert example.run("swallow.py", tmp_path).blocking == ["time.sleep"]
    assert Example(tmp_path, {"seconds": 1}).run("endless.py", tmp_path).status is None
