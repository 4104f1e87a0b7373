"""The flake8 door, in real runs of flake8: options, selection, workers, neighbours, bad input."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import fake_engine
import pytest

SOURCE = """\
async def main():
    sleep(1)
    get(2)
    opinion()
"""

NEIGHBOURS = "flake8-async,flake8-bugbear"
"""Hidden from flake8 unless a test wants them."""

SPAWN = """\
import multiprocessing, sys
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv.pop(1))
    from flake8.main.cli import main
    sys.exit(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory with two files to check, which flake8 hands to two workers."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(SOURCE)
    return tmp_path


def flake8(folder: Path, *arguments: str, hide: str = NEIGHBOURS) -> list[str]:
    """The lines that flake8 prints for our codes and its neighbours', sorted."""
    run = fake_engine.run("-m", "flake8", *arguments, cwd=folder, HIDE=hide)
    assert run.stderr == ""
    return sorted(run.stdout.splitlines())


def codes(lines: list[str], name: str = "a.py") -> list[str]:
    return [line.split()[1] for line in lines if line.startswith(f"./{name}:")]


RECOMMENDED = ["ASY101", "ASY102"]
WITH_OPINION = [*RECOMMENDED, "ASY901"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "ASY"], RECOMMENDED),
        (["--select", "ASY9"], ["ASY901"]),
        (["--select", "ASY1,ASY9"], WITH_OPINION),
        (["--select", "ASY,ASY901"], WITH_OPINION),
        (["--select", "ASY101"], ["ASY101"]),
        (["--select", "E,W"], []),
        (["--select", "ASY", "--ignore", "ASY101"], ["ASY102"]),
        (["--select", "ASY", "--extend-ignore", "ASY10"], []),
        (["--select", "ASY", "--asy-enable", "ASY901"], WITH_OPINION),
        (["--select", "ASY", "--asy-enable", "ASY9"], WITH_OPINION),
        (["--select", "ASY", "--per-file-ignores", "a.py:ASY101"], ["ASY102"]),
        (["--select", "ASY", "--per-file-ignores", "b.py:ASY101"], RECOMMENDED),
    ],
)
def test_selection(folder: Path, arguments: list[str], expected: list[str]) -> None:
    assert codes(flake8(folder, *arguments, "-j1")) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["--select", "ASY"], RECOMMENDED), (["--select", "ASY,ASY901"], WITH_OPINION)],
)
def test_selection_with_workers(folder: Path, arguments: list[str], expected: list[str]) -> None:
    found = flake8(folder, *arguments, "-j2")
    assert codes(found, "a.py") == codes(found, "b.py") == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], RECOMMENDED), (["--extend-select", "ASY901"], WITH_OPINION)],
)
def test_without_select(folder: Path, arguments: list[str], expected: list[str]) -> None:
    found = codes(flake8(folder, *arguments))
    assert [code for code in found if code.startswith("ASY")] == expected
    assert "F821" in found  # pyflakes still reports


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_workers_know_the_options(folder: Path, method: str) -> None:
    (folder / "start.py").write_text(SPAWN)
    arguments = ["--select", "ASY,ASY901", "-j", "2", "a.py", "b.py"]
    run = fake_engine.run("start.py", method, *arguments, cwd=folder, HIDE=NEIGHBOURS)
    assert run.stderr == ""
    assert [line.split()[1] for line in run.stdout.splitlines()] == WITH_OPINION * 2


def test_options_in_config_reach_spawned_workers(folder: Path) -> None:
    (folder / "start.py").write_text(SPAWN)
    (folder / ".flake8").write_text("[flake8]\nselect = ASY\nasy-enable = ASY901\n")
    run = fake_engine.run("start.py", "spawn", "-j", "2", cwd=folder, HIDE=NEIGHBOURS)
    assert [line.split()[1] for line in run.stdout.splitlines()] == WITH_OPINION * 2


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# noqa: ASY101", ["ASY102"]),
        ("# noqa: ASY1", ["ASY102"]),
        ("# noqa: ASY102", RECOMMENDED),
        ("# noqa", ["ASY102"]),
        ("# noqa: ASY", ["ASY102"]),
    ],
)
def test_noqa(folder: Path, comment: str, expected: list[str]) -> None:
    (folder / "a.py").write_text(SOURCE.replace("sleep(1)", f"sleep(1)  {comment}"))
    assert codes(flake8(folder, "--select", "ASY", "-j1")) == expected


@pytest.mark.skipif(importlib.util.find_spec("flake8_async") is None, reason="no flake8-async")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_beside_flake8_async(folder: Path, jobs: str) -> None:
    source = "import time\n\n\nasync def main():\n    time.sleep(sleep(1))\n    opinion()\n"
    for name in ("a.py", "b.py"):
        (folder / name).write_text(source)
    found = codes(flake8(folder, "--select", "ASY", "-j", jobs, hide=""))
    assert "ASYNC251" in found
    assert "ASY101" in found
    assert "ASY901" not in found
    found = codes(flake8(folder, "--select", "ASY1,ASY9,ASYNC251", "-j", jobs, hide=""))
    assert found == ["ASY101", "ASYNC251", "ASY901"] or found == ["ASYNC251", "ASY101", "ASY901"]


@pytest.mark.skipif(importlib.util.find_spec("bugbear") is None, reason="no flake8-bugbear")
def test_beside_bugbear(folder: Path) -> None:
    (folder / "a.py").write_text("async def main(x=[]):\n    sleep(1)\n")
    found = codes(flake8(folder, "--select", "ASY,B", hide="flake8-async"))
    assert found == ["ASY101", "B006"] or found == ["B006", "ASY101"]


def test_column_counts_characters(folder: Path) -> None:
    (folder / "a.py").write_text("async def main():\n    'äöü😀', sleep(1)\n", encoding="utf-8")
    (line,) = flake8(folder, "--select", "ASY", "a.py")
    assert line == "a.py:2:13: ASY101 'sleep' is called"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8-sig"])
def test_other_encodings(folder: Path, encoding: str) -> None:
    cookie = "" if encoding == "utf-8-sig" else f"# coding: {encoding}\n"
    text = f"{cookie}async def main():\n    'äöü', sleep(1)\n"
    (folder / "a.py").write_bytes(text.encode(encoding))
    (line,) = flake8(folder, "--select", "ASY", "a.py")
    assert line.endswith(":12: ASY101 'sleep' is called")


def test_no_colon_follows_the_code(folder: Path) -> None:
    assert all(": ASY101 " in line for line in flake8(folder, "--select", "ASY101"))


def test_standard_input(folder: Path) -> None:
    command = [sys.executable, "-m", "flake8", "--select", "ASY", "-"]
    run = subprocess.run(
        command, input=SOURCE, capture_output=True, encoding="utf-8", check=False, cwd=folder,
        env={"PYTHONPATH": fake_engine.START_UP, "HIDE": NEIGHBOURS},
    )  # fmt: skip
    assert run.stderr == ""
    assert [line.split(": ")[0] for line in run.stdout.splitlines()] == ["stdin:2:5", "stdin:3:5"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bug_is_one_line_that_names_the_file(folder: Path, jobs: str) -> None:
    (folder / "b.py").write_text("async def main():\n    crash()\n")
    run = fake_engine.run(
        "-m", "flake8", "--select", "ASY", "-j", jobs, cwd=folder, HIDE=NEIGHBOURS
    )
    assert run.returncode == 1
    assert run.stderr == ""
    (line,) = [line for line in run.stdout.splitlines() if line.startswith("./b.py")]
    assert line.startswith("./b.py:1:1: ASY000 ")
    assert "RuntimeError: a bug" in line
    assert codes(run.stdout.splitlines(), "a.py") == RECOMMENDED


def test_what_cannot_be_checked_does_not_end_the_run(folder: Path) -> None:
    (folder / "a.py").write_text("async def main():\n    deep()\n")
    (folder / "c.py").write_text("# coding: ascii\nasync def main():\n    'é'\n", encoding="utf-8")
    (folder / "d.py").write_text("# coding: nonsense\nasync def main():\n    pass\n")
    run = fake_engine.run("-m", "flake8", "--select", "ASY", "-j1", cwd=folder, HIDE=NEIGHBOURS)
    said = sorted(
        line.removeprefix("flake8-asyncpitfalls[ASY]: ./") for line in run.stderr.split("\n")
    )
    assert said[1] == "a.py: nested too deeply to check"
    assert said[2].startswith("c.py: 'ascii' codec can't encode")
    assert said[3:] == ["d.py: unknown encoding: nonsense"]
    assert codes(run.stdout.splitlines(), "b.py") == RECOMMENDED


@pytest.mark.parametrize(
    ("option", "cause"),
    [
        ("asy-target-version = 2.7", "asy-target-version: not a Python version: '2.7'"),
        ("asy-library = curio", "asy-library: not one of asyncio, trio, anyio: 'curio'"),
        ("asy-follow-imports = all", "asy-follow-imports: not one of"),
        ("asy-enable = ASY", "asy-enable: not a code such as ASY9 or ASY901: 'ASY'"),
        ("asy-blocking = my func", "asy-blocking: not a dotted name: 'my func'"),
        ("asy-stubs = ./nowhere", "asy-stubs: no such directory:"),
    ],
)
def test_broken_options_are_named(folder: Path, option: str, cause: str) -> None:
    (folder / ".flake8").write_text(f"[flake8]\n{option}\n")
    run = fake_engine.run("-m", "flake8", cwd=folder, HIDE=NEIGHBOURS)
    assert run.returncode == 2
    assert run.stdout == ""
    assert cause in run.stderr
    assert run.stderr.count("\n") == 1


def test_options_become_settings(folder: Path) -> None:
    from flake8.main.application import Application

    from flake8_asyncpitfalls.plugin import Plugin
    from flake8_asyncpitfalls.settings import ConfiguredCall, FollowImports

    (folder / ".flake8").write_text(
        "[flake8]\n"
        "asy-blocking =\n    pkg.slow -> pkg.quick with care\n    pkg.other,\n"
        "asy_coroutines = a.b, c.d\n"
        f"asy-stubs = {folder}\n"
        "asy-follow-imports = file\n"
        "asy-target-version = 3.9\n"
    )
    try:
        Application().initialize(["--config", str(folder / ".flake8"), "--asy-library", "trio"])
        settings = Plugin._prepare().settings
    finally:
        Application().initialize(["--isolated"])
    assert settings.blocking == (
        ConfiguredCall("pkg.slow", "pkg.quick with care"),
        ConfiguredCall("pkg.other"),
    )
    assert settings.coroutines == ("a.b", "c.d")
    assert settings.stubs == (str(folder),)
    assert settings.follow_imports is FollowImports.FILE
    assert settings.target_version == (3, 9)
    assert settings.library == "trio"


HEAVY = ("libcst", "rich", "flake8_asyncpitfalls.rules", "flake8_asyncpitfalls.lint")


def test_files_without_async_cost_no_imports(folder: Path) -> None:
    (folder / "a.py").write_text("import time\n\n\ndef main():\n    time.sleep(1)\n")
    program = (
        "import sys; from flake8.main.cli import main; main(['a.py', '--select=ASY'])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    loaded = run.stdout.strip()
    if "libcst" in loaded and importlib.util.find_spec("flake8_async"):
        loaded = loaded.replace("'libcst'", "").replace(", ", "")  # flake8-async imports it
    assert loaded == "[]"
