"""Ways in which what was remembered used to lie, each as a person would meet it."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls import findings_cache
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.plugin import Engine
from flake8_asyncpitfalls.settings import Settings

HELPER = "import time\n\n\ndef nap():\n    time.sleep(1)\n"
HARMLESS = "import time\n\n\ndef nap():\n    time.ctime(1)\n"
APP = "from pkg.helper import nap\n\n\nasync def job():\n    nap()\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two coroutines that block through a helper in another file."""
    folder = tmp_path / "project"
    (folder / "pkg").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (folder / "pkg/__init__.py").write_text("")
    (folder / "pkg/helper.py").write_text(HELPER)
    (folder / "pkg/app.py").write_text(APP)
    (folder / "pkg/other.py").write_text(APP)
    monkeypatch.chdir(folder)
    return folder


def said(capsys: Captured, *arguments: str) -> str:
    capsys.readouterr()
    main(["--output-format", "concise", "--jobs", "1", *arguments])
    return capsys.readouterr().out


def assert_true(capsys: Captured, *arguments: str) -> str:
    """The warm run says what one without memory says; what it says."""
    warm = said(capsys, *arguments)
    assert warm == said(capsys, "--no-cache", *arguments)
    return warm


def test_a_run_over_one_file_does_not_vouch_for_others(project: Path, capsys: Captured) -> None:
    """A pre-commit run after an edit of the helper, then a run over everything."""
    assert said(capsys, "pkg").count("ASY151") == 2
    (project / "pkg/helper.py").write_text(HARMLESS)
    (project / "pkg/app.py").write_text(APP + "# changed\n")
    assert "ASY" not in said(capsys, "pkg/app.py")
    assert "ASY" not in assert_true(capsys, "pkg")


def test_nor_does_one_that_only_looks_a_module_up(project: Path, capsys: Captured) -> None:
    said(capsys, "pkg/app.py", "pkg/other.py")
    (project / "pkg/helper.py").write_text(HARMLESS)
    (project / "pkg/new.py").write_text(APP)
    said(capsys, "pkg/new.py")
    assert "ASY" not in assert_true(capsys, "pkg")


def test_an_edit_of_the_same_size_and_times_is_seen(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings_cache, "_SETTLED", 0)
    path = project / "pkg/helper.py"
    said(capsys, "pkg")
    said(capsys, "pkg")
    status = path.stat()
    path.write_text(HARMLESS)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "ASY" not in assert_true(capsys, "pkg")


def test_an_edit_right_after_a_run_is_seen(project: Path, capsys: Captured) -> None:
    for _ in range(5):
        for text, count in ((HARMLESS, 0), (HELPER, 2)):
            (project / "pkg/helper.py").write_text(text)
            assert said(capsys, "pkg").count("ASY151") == count


def test_a_fix_is_not_that_of_an_older_text(project: Path, capsys: Captured) -> None:
    before = "import time\n\n\nasync def job():\n    time.sleep(1)\n    print()\n"
    after = 'import time\n\n\nasync def job():\n    print(""")\n    time.sleep(1)""")\n'
    (project / "pkg/app.py").write_text(before)
    said(capsys, "pkg")
    (project / "pkg/app.py").write_text(after)
    said(capsys, "pkg/other.py")
    main(["--apply", "--jobs", "1", "pkg"])
    assert (project / "pkg/app.py").read_text() == after


def test_a_stub_that_is_replaced_by_an_older_one(project: Path, capsys: Captured) -> None:
    stubs = project / "stubs"
    stubs.mkdir()
    app = "import known\n\n\nasync def job():\n    known.fetch()\n"
    (project / "pkg/app.py").write_text(app)
    (stubs / "known.pyi").write_text("def fetch(): ...\n")
    options = ("--asy-stubs", "stubs", "pkg/app.py")
    assert "ASY" not in said(capsys, *options)
    older = project / "older.pyi"
    older.write_text('@blocks("http")\ndef fetch(): ...\n')
    os.utime(older, (1, 1))
    older.replace(stubs / "known.pyi")
    assert "ASY102" in assert_true(capsys, *options)


def test_libraries_that_come_and_go(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = project.parent / "site"
    site.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    (project / "pkg/app.py").write_text("import lib\n\n\nasync def job():\n    lib.fetch()\n")
    options = ("--asy-follow-imports", "environment", "pkg/app.py")
    assert "ASY" not in said(capsys, *options)
    (site / "lib.py").write_text("async def fetch():\n    pass\n")
    assert "ASY201" in assert_true(capsys, *options)
    (site / "lib.py").write_text("def fetch():\n    pass\n")
    assert "ASY" not in assert_true(capsys, *options)
    (site / "lib.pyi").write_text("async def fetch(): ...\n")
    assert "ASY201" in assert_true(capsys, *options)
    (site / "lib.pyi").unlink()
    (site / "lib.py").unlink()
    assert "ASY" not in assert_true(capsys, *options)


def test_a_file_that_was_named_otherwise(project: Path, capsys: Captured) -> None:
    (project / "pkg/own.py").write_text(f"{HELPER}\n\nasync def job():\n    nap()\n")
    named = said(capsys, "./pkg/../pkg/own.py")
    assert "(pkg/own.py:5)" in named
    assert_true(capsys, "pkg")


def test_a_module_that_could_not_be_parsed(project: Path, capsys: Captured) -> None:
    (project / "pkg/helper.py").write_text("def nap(:\n")
    said(capsys, "pkg/app.py")
    (project / "pkg/helper.py").write_text(HELPER)
    assert "ASY151" in assert_true(capsys, "pkg/app.py")


def test_text_of_an_editor_is_not_that_of_the_file(project: Path) -> None:
    text = b"from pkg.helper import nap\n\n\nasync def job():\n    pass\n"
    engine = Engine(Settings(), ("pkg",), ".asyncfix_cache")
    assert list(engine.findings("pkg/app.py", text, ast.parse(text))) == []
    engine._save()
    later = Engine(Settings(), ("pkg",), ".asyncfix_cache")
    data = APP.encode()
    assert len(later.findings("pkg/app.py", data, ast.parse(data))) == 1


def test_line_ends_and_marks_do_not_keep_the_doors_apart(project: Path) -> None:
    """flake8 hands over lines that end in one way; the file may have others, and a mark."""
    path = project / "pkg/app.py"
    path.write_bytes(b"\xef\xbb\xbf" + APP.replace("\n", "\r\n").encode())
    data = APP.encode()
    for checks in (True, False):
        engine = Engine(Settings(), ("pkg",), ".asyncfix_cache")
        assert len(engine.findings("pkg/app.py", data, ast.parse(data))) == 1
        assert (engine._project is not None) == checks
        engine._save()


def test_one_module_has_one_name(project: Path, capsys: Captured) -> None:
    """A module beside a script, checked before or after it is imported, is the same module."""
    stubs = project / "stubs"
    stubs.mkdir()
    (project / "pkg/__init__.py").unlink()
    (stubs / "known.pyi").write_text('@blocks("http")\ndef fetch(): ...\n')
    (project / "pkg/known.py").write_text("def fetch():\n    pass\n")
    app = "import known\n\n\nasync def job():\n    known.fetch()\n"
    (project / "pkg/app.py").write_text(app)
    options = ("--no-cache", "--asy-stubs", "stubs")
    names = ["pkg/app.py", "pkg/known.py"]
    outputs = {said(capsys, *options, *order).splitlines()[0] for order in (names, names[::-1])}
    assert len(outputs) == 1


STORE = """from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def save(self): ...


async def job(store: Store):
    store.save()
"""
DISK = "import time\nfrom pkg.store import Store\n\n\nclass Disk(Store):\n    def save(self):\n        "


def test_a_new_implementation_in_another_file_is_seen(project: Path, capsys: Captured) -> None:
    (project / "pkg/store.py").write_text(STORE)
    assert "ASY151" not in said(capsys, "pkg/store.py")
    (project / "pkg/disk.py").write_text(DISK + "time.sleep(1)\n")
    assert "ASY151" in assert_true(capsys, "pkg/store.py")
    (project / "pkg/disk.py").write_text(DISK + "time.ctime(1)\n")
    assert "ASY151" not in assert_true(capsys, "pkg/store.py")
    (project / "pkg/disk.py").write_text(DISK.replace("Store)", "object)") + "time.sleep(1)\n")
    assert "ASY151" not in assert_true(capsys, "pkg/store.py")


def test_another_caller_in_another_file_is_seen(project: Path, capsys: Captured) -> None:
    (project / "pkg/panel.py").write_text(
        "class Panel:\n    def __init__(self, engine):\n        self.engine = engine\n\n"
        "    async def stop(self):\n        self.engine.cool()\n"
    )
    (project / "pkg/engine.py").write_text(
        "class Engine:\n    async def cool(self): ...\n\n\nclass Toy:\n    def cool(self): ...\n"
    )
    calls = "from pkg.engine import Engine, Toy\nfrom pkg.panel import Panel\n\nPanel(Engine())\n"
    (project / "pkg/main.py").write_text(calls)
    assert "ASY201" in assert_true(capsys, "pkg")
    (project / "pkg/later.py").write_text(calls.replace("Engine())", "Toy())"))
    assert "ASY201" not in assert_true(capsys, "pkg/panel.py")
    (project / "pkg/later.py").unlink()
    assert "ASY201" in assert_true(capsys, "pkg/panel.py")


def test_a_warm_run_reads_no_words_anew(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a search rests on is known by the times of the files, where these can tell."""
    from flake8_asyncpitfalls.semantics.project import word_index

    monkeypatch.setattr(word_index, "_SETTLED", 0)
    monkeypatch.setattr(findings_cache, "_SETTLED", 0)
    (project / "pkg/store.py").write_text(STORE)
    (project / "pkg/disk.py").write_text(DISK + "time.sleep(1)\n")
    first = said(capsys, "pkg")
    said(capsys, "pkg")

    def refuse(data: bytes) -> tuple[set[bytes], ...]:
        raise AssertionError(data)

    groups = tuple(group._replace(words=refuse) for group in word_index._GROUPS)
    monkeypatch.setattr(word_index, "_GROUPS", groups)
    assert said(capsys, "pkg") == first


def test_nor_does_flake8_after_a_run_that_checked_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flake8_asyncpitfalls.semantics.project import word_index

    monkeypatch.setattr(word_index, "_SETTLED", 0)
    monkeypatch.setattr(findings_cache, "_SETTLED", 0)
    (project / "pkg/store.py").write_text(STORE)
    (project / "pkg/disk.py").write_text(DISK + "time.sleep(1)\n")
    data = STORE.encode()

    def ask() -> list[str]:
        monkeypatch.setattr(word_index, "_last_rows", {})
        engine = Engine(Settings(), ("pkg",), ".asyncfix_cache")
        found = engine.findings("pkg/store.py", data, ast.parse(data))
        engine._save()  # what ends a process of flake8
        return [one.message for one in found]

    first = ask()
    assert ask() == first

    def refuse(data: bytes) -> tuple[set[bytes], ...]:
        raise AssertionError(data)

    groups = tuple(group._replace(words=refuse) for group in word_index._GROUPS)
    monkeypatch.setattr(word_index, "_GROUPS", groups)
    assert ask() == first


def test_words_that_are_asked_for_later_join_those_that_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind is looked for when it is first asked for; a later run reads none of them again."""
    from flake8_asyncpitfalls.cache_folder import CacheFolder
    from flake8_asyncpitfalls.semantics.project import word_index

    monkeypatch.setattr(word_index, "_SETTLED", 0)
    monkeypatch.setattr(word_index, "_last_rows", {})
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "shop.py").write_text("class Shop(Store):\n    pass\n")
    (tmp_path / "use.py").write_text("from shop import Shop\n\nShop()._open\n")
    asker = str(tmp_path / "use.py")

    def index() -> word_index.WordIndex:
        return word_index.WordIndex(CacheFolder(tmp_path / "cache"), lambda _: None)

    questions = {"<Store": ("shop.py",), "$Shop": ("shop.py", "use.py"), "._open": ("use.py",)}
    for asked in ("<Store", "$Shop"):
        first = index()
        assert first.files(asked, asker) == questions[asked]
        first.save()
    monkeypatch.setattr(word_index, "_last_rows", {})
    monkeypatch.setattr(word_index._Project, "_new_row", None)
    second = index()
    assert {asked: second.files(asked, asker) for asked in questions} == questions
