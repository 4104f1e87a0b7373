"""A run in which nothing has changed says what the one before said, and asks everything that it asked."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_asyncpitfalls import asked, findings_cache
from flake8_asyncpitfalls.cache_folder import CacheFolder
from flake8_asyncpitfalls.cli import replay
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.semantics.project import word_index

HELPER = "import time\n\n\ndef nap():\n    time.sleep(1)\n"
APP = (
    "import known\nfrom pkg.helper import nap\n\n\nasync def job():\n    nap()\n    known.fetch()\n"
)
STUB = '@blocks("http")\ndef fetch(): ...\n'
TICK = 0.03
"""Longer than the tick of the system's clock."""

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coroutine that blocks through another module and through what a stub of the user's tells."""
    for module, name in (
        (asked, "SETTLED"),
        (findings_cache, "_SETTLED"),
        (word_index, "_SETTLED"),
    ):
        monkeypatch.setattr(module, name, int(TICK * 1e9))
    folder = tmp_path / "around/project"
    (folder / "pkg").mkdir(parents=True)
    (folder / "stubs").mkdir()
    # Else the first run changes what the folder holds, and cannot vouch for it.
    (folder / ".asyncfix_cache").mkdir()
    (folder / "pyproject.toml").write_text("[tool.asyncfix]\nasy-stubs = ['stubs']\n")
    (folder / "stubs/known.pyi").write_text(STUB)
    (folder / "pkg/__init__.py").write_text("")
    (folder / "pkg/helper.py").write_text(HELPER)
    (folder / "pkg/app.py").write_text(APP)
    monkeypatch.chdir(folder)
    return folder


def said(capsys: Captured, *arguments: str) -> tuple[str, str, int]:
    capsys.readouterr()
    status = main(["--output-format", "concise", "--jobs", "1", *arguments, "pkg"])
    captured = capsys.readouterr()
    return captured.out, captured.err, status


def is_replayed(capsys: Captured, *arguments: str) -> bool:
    """Whether a run says again what the last one said; it must say what one without memory says."""
    time.sleep(2 * TICK)
    found = replay.told(["--output-format", "concise", "--jobs", "1", *arguments, "pkg"])
    assert said(capsys, *arguments) == said(capsys, "--no-cache", *arguments)
    return isinstance(found, tuple)


def settle(capsys: Captured, *arguments: str) -> None:
    for _ in range(3):
        is_replayed(capsys, *arguments)
    assert is_replayed(capsys, *arguments)


def test_the_second_run_says_what_the_first_said(project: Path, capsys: Captured) -> None:
    time.sleep(2 * TICK)
    assert not is_replayed(capsys)
    assert is_replayed(capsys)
    out, _, status = said(capsys)
    assert (out.count("ASY"), status) == (2, 1)


def _rewrite(path: str, text: str) -> Callable[[], None]:
    def change() -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)

    return change


def _same_size_and_time() -> None:
    path = Path("pkg/helper.py")
    status = path.stat()
    path.write_text(HELPER.replace("sleep", "sleeq"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _older_file() -> None:
    Path("../other.py").write_text(HELPER.replace("sleep", "sleeq"))
    os.utime("../other.py", ns=(10**18, 10**18))
    os.replace("../other.py", "pkg/helper.py")


def _link() -> None:
    Path("../other.py").write_text("")
    os.unlink("pkg/helper.py")
    os.symlink("../../other.py", "pkg/helper.py")


CHANGES = {
    "a text": _rewrite("pkg/app.py", APP.replace("    nap()\n", "")),
    "a helper": _rewrite("pkg/helper.py", "def nap(): ...\n"),
    "same size and time": _same_size_and_time,
    "an older file": _older_file,
    "a link instead": _link,
    "a file gone": lambda: os.unlink("pkg/helper.py"),
    "a new file": _rewrite("pkg/new.py", "import time\nasync def f():\n    time.sleep(1)\n"),
    "a new folder": _rewrite("pkg/sub/a.py", "import time\nasync def f():\n    time.sleep(1)\n"),
    "a module that comes first": _rewrite("pkg/helper/__init__.py", "def nap(): ...\n"),
    "a module that was looked for": _rewrite("known.py", "def fetch(): ...\n"),
    "a stub": _rewrite("stubs/known.pyi", "def fetch(): ...\n"),
    "a new stub": _rewrite("stubs/pkg/helper.pyi", "def nap(): ...\n"),
    "settings": _rewrite("pyproject.toml", "[tool.asyncfix]\nignore = ['ASY151']\n"),
    "settings below": _rewrite("pkg/pyproject.toml", "[tool.asyncfix]\nignore = ['ASY1']\n"),
    "settings of flake8": _rewrite(".flake8", "[flake8]\nignore = ASY1\n"),
    "settings above": _rewrite("../.flake8", "[flake8]\nignore = ASY1\n"),
    "a repository that ignores": lambda: (
        os.mkdir(".git"), _rewrite(".gitignore", "app.py\n")(),
    )[1],
    "an environment": _rewrite("pkg/pyvenv.cfg", ""),
    "no package": lambda: os.unlink("pkg/__init__.py"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(project: Path, capsys: Captured, change: Callable[[], None]) -> None:
    settle(capsys)
    change()
    assert not is_replayed(capsys)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_no_file_can_become_one(project: Path, capsys: Captured) -> None:
    """Where a pipe stood a module stands, under the same name."""
    os.mkfifo("known.py")
    settle(capsys)
    os.unlink("known.py")
    Path("known.py").write_text("def fetch(): ...\n")
    assert not is_replayed(capsys)


@pytest.mark.parametrize("place", ["stubs/__pycache__/known.pyi", "stubs/other/known.pyi"])
def test_a_stub_that_is_not_understood_is_told(project: Path, capsys: Captured, place: str) -> None:
    (project / place).parent.mkdir()
    settle(capsys)
    (project / place).write_text("@blocks\ndef fetch(): ...\n")
    assert not is_replayed(capsys)
    assert "must say the kind" in said(capsys)[1]


def test_stubs_behind_links_to_folders_are_looked_at(project: Path, capsys: Captured) -> None:
    os.unlink("stubs/known.pyi")
    for name, text in (("one", STUB), ("two", "def fetch(): ...\n")):
        _rewrite(f"../{name}/__init__.pyi", text)()
    os.symlink("../../one", "stubs/known")
    os.symlink(".", "stubs/again")
    assert "known.fetch" in said(capsys)[0]
    for text in ("def fetch(): ...\n", STUB):
        time.sleep(2 * TICK)
        said(capsys)
        Path("../one/__init__.pyi").write_text(text)
        assert not is_replayed(capsys)
        assert ("known.fetch" in said(capsys)[0]) == (text == STUB)
    os.unlink("stubs/known")
    os.symlink("../../two", "stubs/known")
    assert not is_replayed(capsys)
    assert "known.fetch" not in said(capsys)[0]


def test_a_folder_called_like_a_file_is_no_hindrance(project: Path, capsys: Captured) -> None:
    os.mkdir("other.py")
    settle(capsys)


def test_a_file_that_is_too_large_to_be_read_is_no_hindrance(
    project: Path, capsys: Captured
) -> None:
    (project / "pyproject.toml").unlink()
    (project / "setup.py").write_text("#" * 1_000_001)
    settle(capsys)
    _rewrite("setup.py", "setup(python_requires='>=3.8')")()
    assert not is_replayed(capsys)


@pytest.mark.parametrize("mode", [0o000, 0o300, 0o400])
@pytest.mark.skipif(os.name != "posix", reason="folders have no such modes")
def test_a_folder_that_cannot_be_looked_into(mode: int, tmp_path: Path) -> None:
    """The answers tell whether names can be had, and what is there under them.

    A process of its own, which may no more than others: root may look into everything.
    """
    program = f"""
import os
from flake8_asyncpitfalls import asked
os.mkdir("there")
open("there/file", "w").close()
os.chown("there", 12345, 12345) if os.geteuid() == 0 else None
os.chmod(".", 0o777)
os.setuid(12345) if os.geteuid() == 0 else None
questions = ["there"], [], []
before = asked.answers(questions)
os.chmod("there", {mode})
assert asked.answers(questions) != before
asked.begin(10**30)
assert not asked.sorted_entries("there") or {mode} == 0o400
asked.note_content("there/file", was_read=False)
asked.kind("there/file")
run = asked.end()
now = asked.answers(run.questions())
is_certain = run.uncertain() == set()
os.chmod("there", 0o700)
assert not is_certain or asked.answers(run.questions()) != now
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)


def test_an_unreadable_folder_beside_is_no_project(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rewrite("packages/other/pyproject.toml", "")()
    _rewrite("pkg/pyproject.toml", "[tool.asyncfix]\n")()
    wanted = said(capsys, "--no-cache")
    real = os.scandir

    def scandir(folder: str = ".") -> object:
        if os.path.basename(folder) == "packages":
            raise PermissionError(13, "Permission denied", folder)
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    for _ in range(3):
        assert said(capsys) == wanted
    assert said(capsys, "--no-cache") == wanted


def test_a_change_in_the_same_tick_is_seen(project: Path, capsys: Captured) -> None:
    """A file changed just before a run may change once more without showing it."""
    settle(capsys)
    _same_size_and_time()
    status = os.stat("pkg/helper.py")
    said(capsys)
    said(capsys)
    Path("pkg/helper.py").write_text(HELPER)
    os.utime("pkg/helper.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert said(capsys) == said(capsys, "--no-cache")


def test_what_changes_while_a_run_goes_on_is_not_vouched_for(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(capsys)
    _rewrite("pkg/app.py", APP + "\n")()
    assert not is_replayed(capsys)
    real = asked.Asked.questions

    def questions(self: asked.Asked) -> asked.Questions:
        _same_size_and_time()
        return real(self)

    with monkeypatch.context() as patched:
        patched.setattr(asked.Asked, "questions", questions)
        time.sleep(2 * TICK)
        said(capsys)
    assert said(capsys) == said(capsys, "--no-cache")


@pytest.mark.parametrize(
    "arguments", [["--color", "always"], ["--ignore", "ASY151"], ["--fail-on", "error"]]
)
def test_another_command_line_is_another_run(
    project: Path, capsys: Captured, arguments: list[str]
) -> None:
    settle(capsys)
    assert not is_replayed(capsys, *arguments)


def test_so_is_another_environment(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(capsys)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not is_replayed(capsys)
    monkeypatch.setattr(sys, "path", [*sys.path, str(project)])
    assert not is_replayed(capsys)


@pytest.mark.parametrize("name", ["geteuid", "getgroups"])
def test_so_is_another_user(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A key can be shared, and who may read what cannot."""
    monkeypatch.setenv("CI", "1")
    settle(capsys)
    monkeypatch.setattr(os, name, lambda: 12345, raising=False)
    assert not is_replayed(capsys)


def test_so_are_names_of_files_in_another_encoding(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(capsys)
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "latin-1")
    assert not is_replayed(capsys)


def test_what_others_wrote_is_not_said(project: Path, capsys: Captured) -> None:
    settle(capsys)
    (entry,) = Path(".asyncfix_cache").rglob("*.run")
    entry.write_bytes(entry.read_bytes().replace(b"ASY151", b"ASY999"))
    assert not is_replayed(capsys)


def test_an_entry_of_another_form_is_none(project: Path, capsys: Captured) -> None:
    settle(capsys)
    (entry,) = Path(".asyncfix_cache").rglob("*.run")
    folder = CacheFolder(Path(".asyncfix_cache"))
    for body in (b"", b"x", b"1,2,3", b"0,0,1,0,9 a\n/", b"\xff\n", b"0,0,0,0,0\nabc"):
        entry.write_bytes(folder.sealed(entry.resolve().parent, entry.stem, body))
        assert not is_replayed(capsys)


def test_notes_and_errors_are_told_each_time(project: Path, capsys: Captured) -> None:
    Path("pkg/broken.py").write_text("async def f(:\n")
    Path(".flake8").write_text("[flake8]\nextend-select = ASY999\n")
    for _ in range(4):
        assert not is_replayed(capsys)
    assert "broken.py" in said(capsys)[1]
    assert "ASY999" in said(capsys)[1]


def test_files_are_written_each_time(project: Path, capsys: Captured, tmp_path: Path) -> None:
    for _ in range(4):
        said(capsys, "--output-file", str(tmp_path / "report"))
        time.sleep(2 * TICK)
        assert "ASY151" in (tmp_path / "report").read_text()
        (tmp_path / "report").unlink()


def test_nothing_is_asked_that_is_not_noted(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a run looks at, in the project or beside it, is looked at again by the next one."""
    seen: set[str] = set()
    for name in ("stat", "lstat", "open", "listdir", "scandir"):
        real = getattr(os, name)

        def look(
            path: object, *others: object, real: Callable[..., object] = real, **more: object
        ) -> object:
            if isinstance(path, (str, os.PathLike)):
                seen.add(os.path.abspath(path))
            return real(path, *others, **more)

        monkeypatch.setattr(os, name, look)
    kept: list[asked.Asked] = []
    real_questions = asked.Asked.questions
    monkeypatch.setattr(
        asked.Asked, "questions", lambda self: (kept.append(self), real_questions(self))[1]
    )
    time.sleep(2 * TICK)
    said(capsys)
    (run,) = kept
    noted = {*run.contents, *run.kinds, *(folder.partition("\0")[0] for folder in run.folders)}
    noted = {os.path.abspath(path) for path in noted}
    # A folder that was listed says what is in it; one that was only looked into for a name does not.
    listed = {os.path.abspath(one) for one in run.folders if "\0" not in one}
    around = project.parent
    asked_in_vain = {
        path for path in seen - noted
        if around in Path(path).parents and ".asyncfix_cache" not in path
        and os.path.dirname(path) not in listed
        and not any(one.startswith(f"{path}/") for one in noted)
    }  # fmt: skip
    assert seen & noted
    assert {path for path in asked_in_vain if not os.path.isdir(path)} == set()
    assert seen & {str(project / "pkg/app.py"), str(project / "pkg/helper.py")}


@pytest.mark.skipif("coverage" in sys.modules, reason="measuring imports more than we do")
def test_what_is_said_again_takes_few_imports(project: Path) -> None:
    program = (
        "import sys; from flake8_asyncpitfalls.cli.main import main; main(['-q', 'pkg']);"
        "print(sorted(name for name in sys.modules if name.startswith('flake8_asyncpitfalls.')"
        " or name in {'re', 'enum', 'json', 'functools', 'typing', 'pathlib', 'dataclasses'}))"
    )
    loaded = ""
    for _ in range(4):
        time.sleep(2.1)
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
        )
        loaded = run.stdout.splitlines()[-1]
    names = ["asked", "cache_place", "cache_seal", "cli", "cli.main", "cli.replay", "content"]
    assert loaded == str([f"flake8_asyncpitfalls.{name}" for name in (*names, "git_index")])


def test_after_a_change_only_what_changed_is_asked_again(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(capsys)
    Path("pkg/app.py").write_text(APP + "\n")
    resolved: list[str] = []
    index = findings_cache._StoredIndex
    real = index._resolves_alike

    def note(self: findings_cache._StoredIndex, module: int) -> bool:
        resolved.append(self._paths[module])
        return real(self, module)

    monkeypatch.setattr(index, "_resolves_alike", note)
    assert said(capsys) == said(capsys, "--no-cache")
    assert resolved == []


def test_a_fresh_file_of_thousands_is_stored_once_it_rests(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(capsys)
    monkeypatch.setattr(findings_cache, "_WAIT", 0)
    for module, name in ((asked, "SETTLED"), (findings_cache, "_SETTLED")):
        monkeypatch.setattr(module, name, 10_000_000_000)
    (index,) = Path(".asyncfix_cache").rglob("findings/*.json")
    before = index.read_bytes()
    Path("pkg/app.py").write_text(APP.replace("    nap()\n", ""))
    for _ in range(2):
        assert said(capsys) == said(capsys, "--no-cache")
    assert index.read_bytes() == before
    for module, name in ((asked, "SETTLED"), (findings_cache, "_SETTLED")):
        monkeypatch.setattr(module, name, int(TICK * 1e9))
    time.sleep(2 * TICK)
    assert said(capsys) == said(capsys, "--no-cache")
    assert index.read_bytes() != before
    assert is_replayed(capsys)


@pytest.mark.parametrize("seconds", [0, 2 * TICK])
@pytest.mark.parametrize(
    "change",
    [
        _rewrite("pkg/late.py", APP),
        _rewrite("pkg/helper.py", HELPER.replace("    time.sleep(1)", "    pass")),
        _rewrite("pyproject.toml", ""),
        _rewrite("pkg/known.py", "def fetch():\n    pass\n"),
        lambda: Path("pkg/helper.py").unlink(),
    ],
)
def test_what_changes_right_after_the_questions_is_found_by_the_next_run(
    project: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[], None],
    seconds: float,
) -> None:
    settle(capsys)
    Path("pkg/app.py").write_text(APP + "\n")
    time.sleep(2 * TICK)
    real = replay.told

    def told(args: list[str]) -> object:
        found = real(args)
        assert isinstance(found, asked.Earlier)
        change()
        time.sleep(seconds)
        return found

    monkeypatch.setattr(replay, "told", told)
    said(capsys)
    monkeypatch.setattr(replay, "told", real)
    for _ in range(3):
        is_replayed(capsys)


def test_after_a_change_the_folders_asked_at_the_start_are_not_listed_again(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(capsys)
    Path("pkg/app.py").write_text(APP + "\n")
    time.sleep(2 * TICK)
    listed: list[str] = []
    list_folder, tell = os.scandir, replay.told

    def scandir(folder: str) -> object:
        listed.append(os.path.abspath(folder))
        return list_folder(folder)

    def told(args: list[str]) -> object:
        found = tell(args)
        assert os.path.abspath("pkg") in listed
        listed.clear()
        return found

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(replay, "told", told)
    said(capsys)
    assert os.path.abspath("pkg") not in listed
