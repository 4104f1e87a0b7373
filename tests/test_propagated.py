"""Each folder in ``propagated/`` is a program: what ``--propagate`` makes of its modules.

``before`` has the program with its own test, which passes; ``after`` has the files that change, and
``said.txt`` what is left to do. The programs were run before, and after with the steps of
``by_hand.patch`` where there is one. ``--accept-fixes`` writes ``after`` and ``said.txt`` anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

FOLDER = Path(__file__).parent / "propagated"
ARGUMENTS = ["--isolated", "--no-cache", "--jobs", "1", "--apply", "--unsafe-fixes", "--propagate"]


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))
def test_program(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    before, after = FOLDER / name / "before", FOLDER / name / "after"
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    main([*ARGUMENTS, "--output-format", "concise"])
    said = capsys.readouterr().out
    changed = {
        str(path.relative_to(tmp_path)): path.read_text()
        for path in sorted(tmp_path.rglob("*.py"))
        if path.read_bytes() != (before / path.relative_to(tmp_path)).read_bytes()
    }
    if request.config.getoption("--accept-fixes"):
        _write(after, changed)
        (FOLDER / name / "said.txt").write_text(said)
    expected = {str(p.relative_to(after)): p.read_text() for p in sorted(after.rglob("*.py"))}
    assert changed == expected
    assert said == (FOLDER / name / "said.txt").read_text()


def _write(folder: Path, texts: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
