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

from pathlib import Path

import pytest
from example_runs import EXAMPLES, PROOFS, STALL, Example, prove_harm, prove_no_harm
from fixing import fix_until_stable
from marking import differences, without_marks

from flake8_asyncpitfalls.lint import lint_source

FOLDERS = sorted(EXAMPLES.glob("asy*"))


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
    assert any(mark.code == before.own_code for mark in before.marks)
    assert not after.marks
    for file in (before, after):
        findings = lint_source(str(file.path), file.data, example.settings)
        assert differences(file, findings) == [], file.path.name


def test_fixes_turn_before_into_after(example: Example) -> None:
    before, after = example.marked("before.py"), example.marked("after.py")
    text = without_marks(before.data)
    fixed = fix_until_stable("before.py", text, example.settings, unsafe=example.fix != "safe")
    expected = text if example.fix == "none" else after.data
    assert fixed.decode().splitlines(keepends=True) == expected.decode().splitlines(keepends=True)


def test_before_proves_the_harm(example: Example, tmp_path: Path) -> None:
    example.skip_unless_it_can_run()
    prove_harm(example, example.run("before.py", tmp_path))


def test_after_does_no_harm(example: Example, tmp_path: Path) -> None:
    example.skip_unless_it_can_run()
    prove_no_harm(example, example.run_calmly("after.py", tmp_path))


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
    assert example.run("swallow.py", tmp_path).blocking == ("time.sleep",)
    assert Example(tmp_path, {"seconds": 1}).run("endless.py", tmp_path).status is None
