"""Files are replaced whole or not at all, diffs can be applied, comments suppress."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_asyncpitfalls.cli.diff import unified_diff
from flake8_asyncpitfalls.cli.journal import write_over
from flake8_asyncpitfalls.cli.suppress import add_noqa
from flake8_asyncpitfalls.errors import SourceError
from flake8_asyncpitfalls.semantics.source.noqa import Suppressions


def test_writing_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"old")
    path.chmod(0o751)
    write_over(str(path), b"old", b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert os.listdir(tmp_path) == ["a.py"]


def test_writing_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real/a.py"
    target.write_bytes(b"old")
    link = tmp_path / "link.py"
    link.symlink_to("real/a.py")
    write_over(str(link), b"old", b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path / "real") == ["a.py"]


def test_a_file_that_changed_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"newer")
    with pytest.raises(SourceError, match="changed while it was checked"):
        write_over(str(path), b"old", b"new")
    assert path.read_bytes() == b"newer"
    assert os.listdir(tmp_path) == ["a.py"]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_when_writing_fails_the_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(OSError, match="No space"):
        write_over(str(path), b"old", b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_file_that_may_not_be_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(SourceError, match="no permission to write"):
        write_over(str(path), b"old", b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_writing_keeps_the_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    write_over(str(path), b"old", b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


NAMES = ["a.py", "with space.py", 'quo"te.py', "tab\t.py", "back\\slash.py", "ünï.py", "sub/a.py"]

TEXTS = st.lists(
    st.sampled_from([b"a", b"b", b"", b"\xff", b"c\r", b"-- x", b"++ y", b"\x0c", b"d\re"]),
    max_size=12,
).flatmap(lambda lines: st.sampled_from([b"\n".join(lines), b"".join(x + b"\n" for x in lines)]))


def check_diff(folder: Path, name: str, before: bytes, after: bytes) -> None:
    """Apply the diff with git and with patch; both must give *after*."""
    for command in (["git", "apply", "-"], ["patch", "-p1", "--binary", "-s"]):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(before)
        run = subprocess.run(
            command, cwd=folder, input=unified_diff(name, before, after), capture_output=True,
            check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr + run.stdout
        assert path.read_bytes() == after, command


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_diffs_of_oddly_named_files_apply(repository: Path, name: str) -> None:
    check_diff(repository, name, b"one\ntwo\n", b"one\n2\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntwo", b"one\n2"),
        (b"one\ntwo", b"one\ntwo\n"),
        (b"one\r\ntwo\r\n", b"one\r\n2\r\n"),
        (b"one\rtwo\n", b"one\r2\n"),
        (b"\xff\n", b"\xfe\n"),
        (b"-- a\n", b"++ b\n"),
        (b"\x0c\nx\n", b"\x0c\ny\n"),
    ],
)
def test_diffs_apply(repository: Path, before: bytes, after: bytes) -> None:
    check_diff(repository, "a.py", before, after)


def test_diffs_of_absolute_paths_are_relative(repository: Path) -> None:
    (repository / "a.py").write_bytes(b"x\n")
    diff = unified_diff(str(repository / "a.py"), b"x\n", b"y\n")
    assert diff.startswith(b"--- a/a.py\n+++ b/a.py\n")


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("call()\n", 1, "call()  # noqa: ASY101\n"),
        ("call()", 1, "call()  # noqa: ASY101"),
        ("call()\r\nx\r\n", 1, "call()  # noqa: ASY101\r\nx\r\n"),
        ("call()  # why\n", 1, "call()  # why  # noqa: ASY101\n"),
        ("call()  # noqa: E501\n", 1, "call()  # noqa: E501,ASY101\n"),
        ("call()  # noqa: E501, W1 because\n", 1, "call()  # noqa: E501, W1,ASY101 because\n"),
        ('call("""\n""")\n', 1, 'call("""\n""")  # noqa: ASY101\n'),
        ("call(1, \\\n  2)\n", 1, "call(1, \\\n  2)  # noqa: ASY101\n"),
        ("call(\n    1,\n)\n", 1, "call(  # noqa: ASY101\n    1,\n)\n"),
        ("call(\n    get(),\n)\n", 2, "call(\n    get(),  # noqa: ASY101\n)\n"),
        ("if x: call()   \n", 1, "if x: call()  # noqa: ASY101\n"),
        ("\x0cb = call()\nc()\n", 2, "\x0cb = call()\nc()  # noqa: ASY101\n"),
    ],
)
def test_add_noqa(before: str, line: int, after: str) -> None:
    assert add_noqa(before.encode(), [(line, "ASY101")]) == after.encode()
    assert Suppressions(after).is_suppressed(line, "ASY101")


def test_add_noqa_takes_several_codes_and_keeps_the_encoding() -> None:
    before = "# coding: latin-1\nä = call(x())\n".encode("latin-1")
    after = add_noqa(before, [(2, "ASY201"), (2, "ASY101"), (2, "ASY101")])
    assert after == "# coding: latin-1\nä = call(x())  # noqa: ASY101,ASY201\n".encode("latin-1")
    marked = "\ufeffcall()\n".encode()
    assert add_noqa(marked, [(1, "ASY101")]) == "\ufeffcall()  # noqa: ASY101\n".encode()


def test_add_noqa_leaves_strings_alone() -> None:
    before = b'call("# noqa: E501")\n'
    after = add_noqa(before, [(1, "ASY101")])
    assert after in {before, b'call("# noqa: E501")  # noqa: ASY101\n'}
    assert eval_arguments(after) == eval_arguments(before)


def eval_arguments(source: bytes) -> str:
    import ast

    return ast.dump(ast.parse(source))


@given(before=TEXTS, after=TEXTS)
def test_diffs_of_any_bytes_apply(
    tmp_path_factory: pytest.TempPathFactory, before: bytes, after: bytes
) -> None:
    if before == after or not before or not after:
        return
    folder = tmp_path_factory.mktemp("diff")
    diff = unified_diff("a.py", before, after)
    (folder / "a.py").write_bytes(before)
    run = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"], cwd=folder, input=diff, capture_output=True,
        check=False, env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (folder / "a.py").read_bytes() == after
