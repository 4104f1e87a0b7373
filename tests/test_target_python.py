"""The Python that a file must run on is read from its own project, never from the one that runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.target_python import TargetPythons, lower_bound
from flake8_asyncpitfalls.settings import Settings

ALIAS = b"""\
import asyncio
async def f(x):
    try:
        await x
    except asyncio.TimeoutError:
        pass
"""
"""ASY508, where every Python is 3.11 or newer."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def target(folder: Path, name: str = "pkg/mod.py") -> tuple[int, int] | None:
    return TargetPythons().of_file(str(folder / name)).version


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">=3.9", (3, 9)), (">=3.10,<4", (3, 10)), ("~=3.11.2", (3, 11)), ("==3.12.*", (3, 12)),
        (">3.8", (3, 9)), (">3.8.1, !=3.9.0", (3, 8)), (">= 3.10, < 3.14", (3, 10)),
        ("^3.9", (3, 9)), ("~3.10", (3, 10)), ("3.11.*", (3, 11)), ("3.12", (3, 12)),
        ("^3.10 || ^3.8", (3, 8)), (">=3.8.1", (3, 8)), (">=3.8,>=3.10", (3, 10)), (">=3", (3, 0)),
        ("<4", None), ("< 3.12", None), ("*", None), ("", None), ("!=3.9", None),
        ("^3.9 || <3", None), (None, None), (["3.9"], None), (">=2.7", None),
    ],
)  # fmt: skip
def test_lower_bound(text: object, expected: tuple[int, int] | None) -> None:
    assert lower_bound(text) == expected


LOOP = b"""\
import asyncio
def main():
    asyncio.get_event_loop().run_until_complete(job())
async def job(): ...
"""
"""ASY603, which matters from Python 3.14 on."""


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({"pyproject.toml": '[project]\nrequires-python = ">=3.10,<3.14"\n'}, "note"),
        ({"pyproject.toml": '[project]\nrequires-python = ">=3.10, <=3.13, !=3.9.*"\n'}, "note"),
        ({"pyproject.toml": '[project]\nrequires-python = "==3.12.*"\n'}, "note"),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = ">=3.9,<3.13.5"\n'}, "note"),
        ({"setup.cfg": "[options]\npython_requires = >=3.7,<3.12\n"}, "note"),
        ({"setup.py": "setup(python_requires='>=3.8, <3.14')"}, "note"),
        ({"pyproject.toml": '[project]\nrequires-python = ">=3.10,<3.15"\n'}, "warning"),
        ({"pyproject.toml": '[project]\nrequires-python = ">=3.10"\n'}, "warning"),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"\n'}, "warning"),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = "~3.9 || ^3.10"\n'}, "warning"),
        ({"pyproject.toml": '[tool.ruff]\ntarget-version = "py310"\n'}, "warning"),
        ({}, "warning"),
    ],
)  # fmt: skip
def test_what_fails_in_newer_pythons_only(
    folder: Path, files: dict[str, str], severity: str
) -> None:
    write(folder, files)
    [found] = lint_source(str(folder / "pkg/mod.py"), LOOP, Settings())
    assert (found.code, found.severity.value) == ("ASY603", severity)


def test_a_given_python_overrules_the_project(folder: Path) -> None:
    write(folder, {"pyproject.toml": '[project]\nrequires-python = ">=3.10,<3.14"\n'})
    settings = Settings(target_version=(3, 14))
    [found] = lint_source(str(folder / "pkg/mod.py"), LOOP, settings)
    assert found.severity.value == "warning"


RUFF = '[tool.ruff]\ntarget-version = "py310"\n'
BLACK = '[tool.black]\ntarget-version = ["py312", "py38"]\n'
CLASSIFIERS = """classifiers = [
  "Programming Language :: Python :: 3",
  "Programming Language :: Python :: 3.12",
  "Programming Language :: Python :: 3.9",
]
"""


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": '[project]\nrequires-python = ">=3.11"\n' + RUFF}, (3, 11)),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"\n' + RUFF}, (3, 9)),
        ({"pyproject.toml": '[tool.poetry.dependencies.python]\nversion = "^3.9"\n'}, (3, 9)),
        ({"pyproject.toml": RUFF + BLACK}, (3, 10)),
        ({"pyproject.toml": BLACK}, (3, 8)),
        ({"pyproject.toml": "[project]\n" + CLASSIFIERS + BLACK}, (3, 8)),
        ({"pyproject.toml": "[tool.poetry]\n" + CLASSIFIERS}, (3, 9)),
        ({"pyproject.toml": RUFF, "setup.cfg": "[options]\npython_requires = >=3.7\n"}, (3, 10)),
        ({"pyproject.toml": "", "setup.cfg": "[options]\npython_requires = >=3.7\n"}, (3, 7)),
        ({"setup.cfg": "[metadata]\nclassifiers =\n  Programming Language :: Python :: 3.8\n"}, (3, 8)),
        ({"setup.cfg": "[options]\npython_requires = >=3.7\n", "setup.py": "python_requires='>=3.8'"},
         (3, 7)),
        ({"setup.cfg": "[flake8]\n", "setup.py": "setup(python_requires='>=3.8')"}, (3, 8)),
        ({"setup.py": "print 'two'\nNEEDS = '>=3.6'\nsetup(python_requires=NEEDS, x=1)\n"}, (3, 6)),
        ({"setup.py": "setup(**{'python_requires': '>=3.8'})"}, (3, 8)),
        ({"setup.py": "setup(python_requires=needs(), c=['Programming Language :: Python :: 3.9'])"},
         (3, 9)),
        ({"setup.py": "setup(name='x')"}, None),
        ({"pyproject.toml": "[tool.x]\nrequires-python = '>=3.7'\n"}, None),
        ({"pyproject.toml": "not toml ["}, None),
        ({"pyproject.toml": "[project]\nrequires-python = 3\n[tool]\nruff = 1\n"}, None),
        ({"setup.cfg": "no section"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_files_of_the_nearest_folder(
    folder: Path, files: dict[str, str], expected: tuple[int, int] | None
) -> None:
    write(folder, files)
    assert target(folder) == expected


def test_the_nearest_project_decides(folder: Path) -> None:
    requires = '[project]\nrequires-python = ">={}"\n'
    write(
        folder, {"pyproject.toml": requires.format("3.12"), "a/setup.py": "python_requires='>=3.8'"}
    )
    write(folder, {"b/pyproject.toml": requires.format("3.9"), "c/pyproject.toml": "[tool.x]\n"})
    assert [target(folder, f"{name}/deep/m.py") for name in "abcd"] == [
        (3, 8),
        (3, 9),
        None,
        (3, 12),
    ]


def test_metadata_of_what_is_installed(folder: Path) -> None:
    write(folder, {
        "pkg-1.dist-info/METADATA": "Name: pkg\nLicense: A\n        \n B\nRequires-Python: >=3.8\n\nText\n",
        "pkg-1.dist-info/RECORD": "pkg/mod.py,sha256=a,1\npkg-1.dist-info/METADATA,,\n",
    })  # fmt: skip
    assert [target(folder, name) for name in ("pkg/mod.py", "pkg/in/m.py", "own/m.py")] == [
        (3, 8),
        (3, 8),
        None,
    ]
    write(folder, {
        "other-2.dist-info/METADATA": "Name: other\n\nRequires-Python: >=3.7\n",
        "other-2.dist-info/RECORD": "other/mod.py,,\nsingle.py,,\n",
        "third-2.dist-info/METADATA":
            "Classifier: Programming Language :: Python :: 3.12\nName: third\n",
        "third-2.dist-info/RECORD": "third.py,,\npkg_more/mod.py,,\n",
    })  # fmt: skip
    names = ("pkg/mod.py", "other/mod.py", "single.py", "third.py", "pkg_more/mod.py")
    assert [target(folder, name) for name in names] == [(3, 8), None, None, (3, 12), (3, 12)]
    write(folder, {"pyproject.toml": RUFF})
    assert target(folder) == (3, 10)


def test_metadata_without_a_list_of_files(folder: Path) -> None:
    write(folder, {"pkg-1.dist-info/METADATA": "Name: pkg\nRequires-Python: >=3.12\n"})
    assert target(folder) == (3, 12)
    write(folder, {"pkg-1.dist-info/METADATA": "Name: pkg\nRequires-Python: <3.14\n"})
    assert target(folder) is None


def test_a_repository_inside_another_folder_is_a_project_of_its_own(folder: Path) -> None:
    write(folder, {"pyproject.toml": RUFF, "inner/.git/config": ""})
    assert target(folder, "inner/m.py") is None


def test_workspace(folder: Path) -> None:
    members = '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n'
    write(folder, {
        "pyproject.toml": members,
        "packages/a/pyproject.toml": '[project]\nrequires-python = ">=3.10"\n',
        "packages/b/pyproject.toml": '[project]\nrequires-python = ">=3.12"\n',
        "packages/old/pyproject.toml": '[project]\nrequires-python = ">=3.8"\n',
    })  # fmt: skip
    names = ("scripts/m.py", "packages/a/m.py", "packages/b/m.py", "packages/old/m.py")
    assert [target(folder, name) for name in names] == [(3, 10), (3, 10), (3, 12), (3, 8)]
    write(folder, {"pyproject.toml": members + RUFF, "packages/b/pyproject.toml": "[project]\n"})
    assert target(folder, "packages/b/m.py") == (3, 10)
    assert target(folder, "scripts/m.py") == (3, 10)
    write(folder, {"packages/old/pyproject.toml": "[project]\n"})
    assert target(folder, "packages/old/m.py") is None


def test_unknown_is_silent_whatever_python_runs(folder: Path) -> None:
    assert sys.version_info >= (3, 11)
    assert lint_source("m.py", ALIAS, Settings()) == []
    write(folder, {"pyproject.toml": BLACK})
    assert lint_source("m.py", ALIAS, Settings()) == []
    write(folder, {"pyproject.toml": '[project]\nrequires-python = ">=3.11"\n'})
    assert [finding.code for finding in lint_source("m.py", ALIAS, Settings())] == ["ASY508"]
    assert lint_source("m.py", ALIAS, Settings(target_version=(3, 10))) == []


def test_a_project_file_that_changes_is_seen_by_the_next_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        folder,
        {"m.py": ALIAS.decode(), "pyproject.toml": "[project]\nrequires-python = '>=3.11'\n"},
    )
    assert main(["m.py"]) == 1
    write(folder, {"pyproject.toml": "[project]\nrequires-python = '>=3.10'\n"})
    assert main(["m.py"]) == 0, capsys.readouterr().out
