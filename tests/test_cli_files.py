"""Which files are checked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from flake8.discover_files import expand_paths
from flake8.utils import normalize_path
from hypothesis import given
from hypothesis import strategies as st

from flake8_asyncpitfalls.cli.files import find_files
from flake8_asyncpitfalls.cli.gitignore import _translate
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.cli.options import DEFAULT_EXCLUDE
from flake8_asyncpitfalls.selection import normalised

PY = ("*.py",)


def make(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*named: str, exclude: Iterable[str] = DEFAULT_EXCLUDE) -> list[str]:
    return find_files(named, exclude, PY).paths


def test_directories_are_searched_in_order(folder: Path) -> None:
    make(folder, "b.py", "a/z.py", "a/x/y.py", "a/text.txt", "c.pyw", "stub.pyi")
    assert found() == ["a/x/y.py", "a/z.py", "b.py"]
    assert found("a") == ["a/x/y.py", "a/z.py"]
    assert found("./a/") == ["./a/x/y.py", "./a/z.py"]
    assert found(str(folder)) == [f"{folder}/{path}" for path in ("a/x/y.py", "a/z.py", "b.py")]


def test_a_named_file_is_taken_whatever_it_is_called(folder: Path) -> None:
    make(folder, "script", "a.py")
    assert found("script", "a.py", ".", "./a.py") == ["script", "a.py"]


def test_a_directory_called_like_a_file(folder: Path) -> None:
    make(folder, "x.py/a.py")
    assert found() == ["x.py/a.py"]


def test_what_is_not_there_is_an_error(folder: Path) -> None:
    make(folder, "a.py")
    result = find_files(["none.py", "a.py"], (), PY)
    assert result.errors == ["none.py: no such file or directory"]
    assert result.paths == ["a.py"]


def test_exclude(folder: Path) -> None:
    make(
        folder,
        "a.py",
        ".tox/x.py",
        "__pycache__/y.py",
        "build/b.py",
        "sub/build/c.py",
        "d.egg/e.py",
    )
    assert found() == ["a.py"]
    assert found("build") == ["build/b.py"]
    assert found(exclude=["build"]) == [".tox/x.py", "__pycache__/y.py", "a.py", "d.egg/e.py"]
    assert "sub/build/c.py" in found(exclude=[str(folder / "build")])
    assert found("a.py", exclude=["a.py"]) == []


def test_a_virtual_environment_is_checked_only_when_it_is_named(folder: Path) -> None:
    make(folder, "a.py", "env/pyvenv.cfg", "env/lib/b.py", "sub/c/conda-meta/history", "sub/c/d.py")
    assert found() == ["a.py"]
    assert found("env") == found("env/lib") == ["env/lib/b.py"]
    assert find_files((), DEFAULT_EXCLUDE, PY).left_out == ["env", "sub/c"]
    assert found(exclude=["x"]) == ["a.py", "env/lib/b.py", "sub/c/d.py"]


def test_links(folder: Path) -> None:
    make(folder, "real/a.py")
    os.symlink("../real", folder / "real/loop")
    os.symlink("real", folder / "other")
    os.symlink("real/a.py", folder / "link.py")
    os.symlink("self.py", folder / "self.py")
    os.symlink("real", folder / "folder.py")
    assert found() == ["link.py", "real/a.py", "self.py"]
    assert found("other") == ["other/a.py"]


@pytest.mark.parametrize(
    "options",
    [["--apply"], ["--apply", "--unsafe-fixes", "--propagate"], ["--add-noqa"], ["--diff"]],
)
def test_a_link_to_what_is_not_checked_is_not_written_through(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    text = "import asyncio\nimport time\nasync def f():\n    time.sleep(1)\n"
    for name in ("in/a.py", "out/b.py", "in/.venv/c.py"):
        make(folder, name)
        (folder / name).write_text(text)
    for name, target in {"a": "a.py", "b": "../out/b.py", "c": ".venv/c.py"}.items():
        os.symlink(target, folder / f"in/to_{name}.py")
    main(["--no-cache", "--jobs", "1", "--no-progress", *options, "in"])
    out, err = capsys.readouterr()
    assert ((folder / "in/a.py").read_text() == text) == (options == ["--diff"])
    assert (folder / "out/b.py").read_text() == (folder / "in/.venv/c.py").read_text() == text
    assert f"in/to_b.py: leads to {os.path.realpath('out/b.py')}, which is not among" in err
    assert "in/to_c.py: leads to" in err
    assert "in/to_a.py: leads to" not in err
    assert "to_b.py:4" in out if options != ["--diff"] else "to_b" not in out
    main(["--no-cache", "--jobs", "1", "--no-progress", "--apply", "in/to_b.py"])
    assert "leads to" not in capsys.readouterr().err
    assert (folder / "out/b.py").read_text() != text  # it was named
    assert (folder / "in/to_b.py").is_symlink()


def test_gitignore(folder: Path) -> None:
    make(
        folder,
        "a.py",
        "build/b.py",
        "sub/gen_x.py",
        "sub/gen_keep.py",
        "sub/deep/gen_y.py",
        "v/w.py",
    )
    (folder / ".gitignore").write_text("# comment\n\nbuild/\ngen_*.py\n/v\n")
    (folder / "sub/.gitignore").write_text("!gen_keep.py\n")
    assert found() == ["a.py", "sub/gen_keep.py"]
    assert found("build") == ["build/b.py"]
    assert found("sub/gen_x.py") == ["sub/gen_x.py"]


def test_gitignore_above_counts_inside_a_repository(folder: Path) -> None:
    make(folder, ".git/info/exclude", "pkg/a.py", "pkg/skip.py", "pkg/not.py")
    (folder / ".gitignore").write_text("skip.py\n")
    (folder / ".git/info/exclude").write_text("not.py\n")
    assert found("pkg") == ["pkg/a.py"]


LINES = """
a b.py *.py a/ /a /a/b.py a/b.py **/b.py a/** a/**/c.py !b.py !a/ a* ?.py [ab].py [!a].py */c.py
#a \\#a !c.py /* !/a d/* !d/c.py a/*/c.py ** [a-c].py \\!x.py [ / **/d/ a**
"""
PATTERNS = st.lists(st.sampled_from([*LINES.split(), "c.py ", "b.py\\ "]), max_size=5)
TREE = ["a/b.py", "a/c.py", "a/d/c.py", "b.py", "c.py", "d/c.py", "d/a/b.py", "#a/b.py", "d/b.py"]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    make(folder, *TREE)
    return folder


@given(outer=PATTERNS, inner=PATTERNS)
def test_gitignore_agrees_with_git(repository: Path, outer: list[str], inner: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(outer))
    (repository / "a/.gitignore").write_text("\n".join(inner))
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"],
        cwd=repository, check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    expected = sorted(name for name in listed.split("\0") if name.endswith(".py"))
    paths = find_files([str(repository)], DEFAULT_EXCLUDE, PY).paths
    assert sorted(os.path.relpath(path, repository) for path in paths) == expected


@pytest.mark.parametrize("line", ["", "# text", "   ", "!", "/", "[z-a]"])
def test_lines_without_a_pattern(line: str) -> None:
    assert _translate(line) is None


@pytest.mark.parametrize(
    "exclude",
    ["*.py", "a", "*a*", "./a", "a/b.py", "b.py", "?.py", "[ab].py", "/a", "*/d/*", "d/a/", "#a"],
)
@pytest.mark.parametrize("named", [[], ["."], ["a", "b.py"], ["./a", "d/"], ["a/b.py"]])
def test_exclude_agrees_with_flake8(folder: Path, exclude: str, named: list[str]) -> None:
    make(folder, *TREE)
    pattern = normalize_path(exclude)
    assert pattern == normalised(exclude, "")
    expected = expand_paths(
        paths=named, stdin_display_name="stdin", filename_patterns=["*.py"], exclude=[pattern]
    )
    found_paths = find_files(named, [pattern], PY).paths
    assert sorted(map(os.path.abspath, found_paths)) == sorted(map(os.path.abspath, expected))
