"""The wheel holds what an installed package needs, and nothing else."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "flake8_asyncpitfalls"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel built from the checkout with the build backend that pyproject.toml names."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys, hatchling.build as build; build.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_wheel_holds_modules_stubs_and_the_typed_marker(wheel: zipfile.ZipFile) -> None:
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", ".pyi", ".typed"} or path.name == "py.typed"
    }
    assert len([name for name in sources if name.endswith(".pyi")]) > 10
    assert "flake8_asyncpitfalls/py.typed" in sources
    assert sources - set(wheel.namelist()) == set()


def test_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"flake8_asyncpitfalls"}
    assert not [name for name in wheel.namelist() if name.endswith((".pyc", ".orig", ".rej"))]


def test_wheel_names_both_doors(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    points = configparser.ConfigParser()
    points.optionxform = str  # type: ignore[assignment,method-assign]
    points.read_string(wheel.read(name).decode())
    assert points["flake8.extension"]["ASY"] == "flake8_asyncpitfalls.plugin:Plugin"
    assert points["console_scripts"]["asyncfix"] == "flake8_asyncpitfalls.cli.main:main"


def test_wheel_runs_from_a_folder_of_its_own(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Stubs are found beside the installed package, not only in the checkout."""
    wheel.extractall(tmp_path / "site")
    sample = tmp_path / "sample.py"
    sample.write_text("import requests\nasync def f(u):\n    requests.get(u)\n")
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "import flake8_asyncpitfalls.lint as lint\n"
        "from flake8_asyncpitfalls.settings import Settings\n"
        "assert lint.__file__.startswith(sys.argv[1]), lint.__file__\n"
        "data = pathlib.Path(sys.argv[2]).read_bytes()\n"
        "print([finding.code for finding in lint.lint_source('s.py', data, Settings())])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "site"), str(sample)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stdout.strip() == "['ASY102']", run.stderr
