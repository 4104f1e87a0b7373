"""The configuration of asyncfix: where it is read, what wins, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import fake_engine
import pytest

from flake8_asyncpitfalls.cli.arguments import parse
from flake8_asyncpitfalls.cli.config import Configuration, find_flake8_file, load
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.selection import PerFile
from flake8_asyncpitfalls.settings import ConfiguredCall, FollowImports


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory, and an engine that knows a few rules."""
    fake_engine.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    return tmp_path


def config(*argv: str) -> Configuration:
    return load(parse(list(argv)))


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)


@pytest.mark.parametrize("name", ["setup.cfg", "tox.ini", ".flake8"])
def test_flake8_section(folder: Path, name: str) -> None:
    write(
        folder,
        name,
        "[flake8]\nmax-line-length = 100\nselect = E,ASY1,ASYNC\nextend_ignore = ASY102\n"
        "per-file-ignores =\n    tests/*: ASY101\n    x.py: ASY2 ASY9\nexclude = build,./gen\n"
        "asy-blocking =\n    a.b -> use c, d\n    e.f\nasy_library = trio\nasy-enable = ASY901\n",
    )
    loaded = config()
    assert loaded.selection.select == ("E", "ASY1", "ASYNC")
    assert loaded.selection.ignore == ("ASY102",)
    assert loaded.selection.per_file == (
        PerFile(f"{folder}/tests/*", ("ASY101",)),
        PerFile("x.py", ("ASY2", "ASY9")),
    )
    assert loaded["exclude"] == ("build", f"{folder}/gen")
    assert loaded.settings.library == "trio"
    assert loaded.settings.enable == ("ASY901", "ASY1")
    assert loaded.settings.blocking[0] == ConfiguredCall("a.b", "use c")
    assert loaded.origins["select"] == name


def test_keys_of_flake8_that_mean_something_else_are_not_read(folder: Path) -> None:
    write(folder, ".flake8", "[flake8]\njobs = 7\nlibrary = x\ncolor = red\noutput-file = /x\n")
    loaded = config()
    assert loaded["jobs"] is None
    assert loaded["output_file"] is None
    assert loaded.settings.library == ""


TOML = """
[project]
name = "x"
[tool.asyncfix]
select = ["ASY1", "await-of-sync-call"]
per-file-ignores = { "tests/*" = ["ASY101"], "y.py" = ["blocking-http"] }
output_format = "concise"
jobs = 3
unsafe-fixes = true
asy-coroutines = ["a.b"]
task_keepers = "c.d, e.f"
target-version = "3.9"
follow-imports = "file"
cache-dir = "cache"
blocking = ["x.y -> z", "u.v"]
"""


def test_own_section(folder: Path) -> None:
    write(folder, "pyproject.toml", TOML)
    loaded = config()
    assert loaded.selection.select == ("ASY1", "ASY205")
    assert loaded.selection.per_file == (
        PerFile(f"{folder}/tests/*", ("ASY101",)),
        PerFile("y.py", ("ASY102",)),
    )
    assert (loaded["output_format"], loaded["jobs"], loaded["unsafe_fixes"]) == ("concise", 3, True)
    assert loaded["cache_dir"] == str(folder / "cache")
    assert loaded.settings.coroutines == ("a.b",)
    assert loaded.settings.task_keepers == ("c.d", "e.f")
    assert loaded.settings.target_version == (3, 9)
    assert loaded.settings.follow_imports is FollowImports.FILE
    assert loaded.settings.blocking == (ConfiguredCall("x.y", "z"), ConfiguredCall("u.v"))


def test_the_last_one_wins(folder: Path) -> None:
    write(folder, ".flake8", "[flake8]\nselect = ASY1\nignore = ASY2\nasy-library = trio\n")
    write(folder, "pyproject.toml", '[tool.asyncfix]\nselect = "ASY2"\nlibrary = "anyio"\n')
    loaded = config("--select", "ASY9")
    assert loaded.selection.select == ("ASY9",)
    assert loaded.selection.ignore == ("ASY2",)
    assert loaded.settings.library == "anyio"
    assert loaded.origins == {
        "select": "command line", "ignore": ".flake8", "library": "pyproject.toml",
    }  # fmt: skip


def test_files_above_are_found_and_paths_are_relative_to_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "setup.cfg", "[flake8]\nexclude = ./gen\nasy-stubs = stubs\n")
    write(folder, "pyproject.toml", '[tool.asyncfix]\nbaseline = "base.json"\n')
    (folder / "sub").mkdir()
    (folder / "stubs").mkdir()
    monkeypatch.chdir(folder / "sub")
    loaded = config()
    assert loaded["exclude"] == (str(folder / "gen"),)
    assert loaded["baseline"] == str(folder / "base.json")
    assert loaded.settings.stubs == (str(folder / "stubs"),)


def test_config_option_and_isolated(folder: Path) -> None:
    write(folder, ".flake8", "[flake8]\nselect = ASY1\n")
    write(folder, "other.ini", "[flake8]\nselect = ASY2\n")
    write(folder, "other.toml", "[tool.asyncfix]\nselect = ['ASY9']\n")
    assert config("--config", "other.ini").selection.select == ("ASY2",)
    assert config("--config", "other.toml").selection.select == ("ASY9",)
    assert config("--isolated").selection.select is None


def test_flake8_finds_the_same_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8.options.config import _find_config_file

    (folder / "a/b").mkdir(parents=True)
    write(folder, "tox.ini", "[flake8]\n")
    write(folder, ".flake8", "[flake8]\n")
    write(folder, "a/setup.cfg", "[metadata]\nname = flake8\n")
    for path in ("a/b", "a", "."):
        place = folder / path
        assert str(find_flake8_file(place)) == _find_config_file(str(place)) == f"{folder}/tox.ini"
    monkeypatch.setenv("HOME", str(folder))
    assert find_flake8_file(folder / "a/b") is None
    assert _find_config_file(str(folder / "a/b")) is None


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("pyproject.toml", "[tool.asyncfix]\nselct = 1\n",
         "pyproject.toml: unknown key 'selct' in [tool.asyncfix]; did you mean 'select'?"),
        ("pyproject.toml", "[tool.asyncfix]\nasy-select = 'ASY'\n",
         "pyproject.toml: unknown key 'asy-select' in [tool.asyncfix]"),
        ("pyproject.toml", "[tool.asyncfix]\njobs = 0\n",
         "pyproject.toml: [tool.asyncfix] jobs: not a number from 1: 0"),
        ("pyproject.toml", "[tool.asyncfix]\noutput-format = 'xml'\n",
         "pyproject.toml: [tool.asyncfix] output-format: not one of full,"),
        ("pyproject.toml", "[tool.asyncfix]\nselect = 5\n",
         "pyproject.toml: [tool.asyncfix] select: not a list of texts: 5"),
        ("pyproject.toml", "[tool.asyncfix]\nselect = ['ASY777']\n",
         "pyproject.toml: [tool.asyncfix] select: no rule has the code or name 'ASY777'"),
        ("pyproject.toml", "[tool.asyncfix]\nunsafe-fixes = 'maybe'\n",
         "pyproject.toml: [tool.asyncfix] unsafe-fixes: not true or false: 'maybe'"),
        ("pyproject.toml", "[tool.asyncfix]\nper-file-ignores = 'x'\n",
         "pyproject.toml: [tool.asyncfix] per-file-ignores: not of the form"),
        ("pyproject.toml", "[tool.asyncfix]\ntarget-version = 3.12\n",
         "pyproject.toml: [tool.asyncfix] target-version: not"),
        ("pyproject.toml", "[tool.asyncfix\n", "pyproject.toml: "),
        ("pyproject.toml", "[tool]\nasyncfix = 3\n",
         "pyproject.toml: [tool.asyncfix] is not a table"),
        (".flake8", "[flake8]\nasy-blockin = x\n",
         ".flake8: unknown key 'asy-blockin' in [flake8]; did you mean 'asy-blocking'?"),
        (".flake8", "[flake8]\nasy-target-version = two\n",
         ".flake8: [flake8] asy-target-version: not a Python version: 'two'"),
        ("setup.cfg", "[flake8]\ndisable-noqa = maybe\n",
         "setup.cfg: [flake8] disable-noqa: not true or false: 'maybe'"),
        ("setup.cfg", "[flake8]\nselect\n= x\n[[\n", "setup.cfg: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, message: str
) -> None:
    write(folder, file, text)
    assert main(["."]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"asyncfix: error: {message}")
    assert output.err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--select", "ASY777"], "--select: no rule has the code or name 'ASY777'"),
        (["--ignore", "no-such-rule"], "--ignore: no rule has the code or name 'no-such-rule'"),
        (["--jobs", "many"], "--jobs: not a number from 1: 'many'"),
        (["--target-version", "2"], "--target-version: not a Python version: '2'"),
        (["--asy-library", "x"], "--library: not one of asyncio, trio, anyio: 'x'"),
        (["--output-format", "x"], "--output-format: not one of full"),
        (["--config", "none.ini"], "none.ini: No such file or directory"),
        (["--baseline", "none.json"], "none.json: No such file or directory"),
        (["--asy-enable", "ASY"], "--asy-enable: not a code such as ASY9 or ASY901: 'ASY'"),
        (["--explain", "ASY7777"], "'ASY7777' is not a rule"),
        (["--watch", "-"], "--watch: standard input cannot be watched"),
        (["-", "a.py"], "-: standard input cannot be checked together with files"),
    ],
)
def test_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], argv: list[str], message: str
) -> None:
    assert main(argv) == 2
    assert capsys.readouterr().err.startswith(f"asyncfix: error: {message}")


@pytest.mark.parametrize("argv", [["--nonsense"], ["--diff", "--apply"], ["--sel", "ASY"]])
def test_unknown_options(folder: Path, capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    assert main(argv) == 2
    assert "asyncfix: error:" in capsys.readouterr().err


def test_unknown_codes_in_flake8s_section_are_noted_if_they_are_ours(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, ".flake8", "[flake8]\nextend-ignore = E501,ASY777,ASYNC100\n")
    assert main(["."]) == 0
    note = "asyncfix: note: .flake8: [flake8] extend-ignore: no rule has the code 'ASY777'\n"
    assert capsys.readouterr().err == note


def test_a_selection_without_us_is_noted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, ".flake8", "[flake8]\nselect = E,F\n")
    main(["."])
    assert capsys.readouterr().err == "asyncfix: note: 'select' leaves out every ASY code\n"


def test_show_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "pyproject.toml", '[tool.asyncfix]\nblocking = ["a.b -> c"]\n')
    assert main(["--show-settings", "--target-version", "py310", "--exit-zero"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "blocking = a.b -> c  # pyproject.toml" in lines
    assert "target-version = 3.10  # command line" in lines
    assert "exit-zero = true  # command line" in lines
    assert "follow-imports = project  # default" in lines
    assert "select = none  # default" in lines
    assert "target-version = 3.10  # command line" in lines


def test_show_settings_of_a_file_says_where_its_python_came_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "setup.py", "from setuptools import setup\nsetup(python_requires='>=3.8')\n")
    (folder / "other").mkdir()
    write(folder, "other/pyproject.toml", "")
    assert main(["--show-settings", "a.py", "other/b.py"]) == 0
    *_, first, second = capsys.readouterr().out.splitlines()
    assert first == f"a.py: Python 3.8 or newer  # {folder / 'setup.py'}: python_requires"
    assert second == "other/b.py: unknown  # no project file names a Python"
    assert main(["--show-settings", "--target-version", "3.12", "a.py"]) == 0
    assert capsys.readouterr().out.endswith("a.py: Python 3.12 or newer  # command line\n")


def test_broken_values_raise_settings_errors(folder: Path) -> None:
    with pytest.raises(SettingsError, match="--asy-stubs: no such directory"):
        config("--asy-stubs", "nowhere")
