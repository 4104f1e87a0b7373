"""The settings of the nearest pyproject.toml of each file, with the command run as a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from flake8_asyncpitfalls.lint import lint_source
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.settings import Settings

SLEEPS = "import time\n\n\nasync def f():\n    time.sleep(1)\n    f()\n"


def asyncfix(folder: Path, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", *args]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, text=True, check=False
    )


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def codes(folder: Path, *args: str) -> list[str]:
    done = asyncfix(folder, "--output-format", "json", *args)
    assert not done.stderr, done.stderr
    return [f"{one['path']} {one['code']}" for one in json.loads(done.stdout)]


def test_the_nearest_table_counts_wholly(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "[tool.asyncfix]\nignore = ['ASY101']\nnonblocking = ['time.sleep']\n",
            "a.py": SLEEPS,
            "one/pyproject.toml": "[tool.asyncfix]\nignore = ['ASY201']\n",
            "one/deep/b.py": SLEEPS,
            "two/pyproject.toml": "[project]\nname = 'two'\n",
            "two/c.py": SLEEPS,
            "three/pyproject.toml": "[tool.asyncfix]\n",
            "three/d.py": SLEEPS,
        },
    )
    expected = ["a.py ASY201", "one/deep/b.py ASY101", "three/d.py ASY101", "three/d.py ASY201"]
    expected.append("two/c.py ASY201")
    # What is remembered is remembered for these settings.
    assert codes(tmp_path) == codes(tmp_path) == codes(tmp_path, "--no-cache") == expected
    assert codes(tmp_path, "--jobs", "2", "one/deep", "a.py") == [expected[1], expected[0]]
    ignored = [f"{name} ASY201" for name in ("a.py", "one/deep/b.py", "three/d.py", "two/c.py")]
    assert codes(tmp_path, "--ignore", "ASY1") == ignored
    assert codes(tmp_path / "one/deep") == ["b.py ASY101"]
    (tmp_path / "one/pyproject.toml").unlink()
    assert codes(tmp_path) == codes(tmp_path, "--no-cache")
    assert "one/deep/b.py ASY201" in codes(tmp_path)


def test_config_and_isolated_hold_for_all_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "all.toml": "[tool.asyncfix]\nselect = ['ASY2']\n",
            "one/pyproject.toml": "[tool.asyncfix]\nignore = ['ASY201']\n",
            "one/b.py": SLEEPS,
        },
    )
    assert codes(tmp_path, "--config", "all.toml") == ["one/b.py ASY201"]
    assert codes(tmp_path, "--isolated") == ["one/b.py ASY101", "one/b.py ASY201"]


def test_paths_and_patterns_start_at_their_file(tmp_path: Path) -> None:
    nested = """[tool.asyncfix]
extend-exclude = ["gen/*", "left.py"]
stubs = ["typings"]
[tool.asyncfix.per-file-ignores]
"tests/*" = ["ASY101"]
"""
    stub = (
        "from flake8_asyncpitfalls.stubs.markers import blocks\n\n@blocks('http')\ndef get(): ...\n"
    )
    write(
        tmp_path,
        {
            "one/pyproject.toml": nested,
            "one/typings/lib.pyi": stub,
            "one/a.py": "import lib\n\n\nasync def f():\n    lib.get()\n",
            "one/gen/b.py": SLEEPS,
            "one/sub/left.py": SLEEPS,
            "one/tests/c.py": SLEEPS,
            "gen/d.py": SLEEPS,
            "left.py": SLEEPS,
            "tests/e.py": SLEEPS,
        },
    )
    outside = [
        f"{name} {code}"
        for name in ("gen/d.py", "left.py", "tests/e.py")
        for code in ("ASY101", "ASY201")
    ]
    assert sorted(codes(tmp_path)) == sorted([*outside, "one/a.py ASY102", "one/tests/c.py ASY201"])
    assert codes(tmp_path, "one/sub/left.py", "one/gen/b.py") == []


def test_standard_input_and_fixes_have_the_settings_of_their_place(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one/pyproject.toml": "[tool.asyncfix]\nunfixable = ['ASY101']\n",
            "one/a.py": SLEEPS,
            "two/pyproject.toml": "[tool.asyncfix]\nselect = ['ASY101']\n",
            "two/b.py": SLEEPS,
        },
    )
    stdin = asyncfix(
        tmp_path, "--stdin-filename", "two/new.py", "-", "--output-format", "concise", stdin=SLEEPS
    )
    assert [line.split()[1] for line in stdin.stdout.splitlines()[:-1]] == ["ASY101"]
    asyncfix(tmp_path, "--apply")
    assert "    time.sleep(1)\n    await f()" in (tmp_path / "one/a.py").read_text()
    assert "    await asyncio.sleep(1)\n    f()" in (tmp_path / "two/b.py").read_text()


def test_what_is_about_the_run_is_said_where_it_runs(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one/pyproject.toml": "[tool.asyncfix]\noutput-format = 'json'\nexit-zero = true\n",
            "one/a.py": SLEEPS,
        },
    )
    done = asyncfix(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("one/a.py:5:5: ASY101")
    assert asyncfix(tmp_path / "one").returncode == 0


def test_a_broken_table_further_down_ends_the_run(tmp_path: Path) -> None:
    write(tmp_path, {"one/pyproject.toml": "[tool.asyncfix]\nignroe = []\n", "one/a.py": SLEEPS})
    done = asyncfix(tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "asyncfix: error: one/pyproject.toml: unknown key 'ignroe' in [tool.asyncfix]; "
        "did you mean 'ignore'?\n"
    )


def test_settings_are_shown_file_by_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "[tool.asyncfix]\nignore = ['ASY1']\n",
            "a.py": "",
            "one/pyproject.toml": "[tool.asyncfix]\nselect = ['ASY2']\nquiet = true\n",
            "one/b.py": "",
        },
    )
    shown = asyncfix(tmp_path, "--show-settings", "one/b.py").stdout.splitlines()
    assert "select = ASY2  # one/pyproject.toml" in shown
    assert "ignore = none  # default" in shown
    assert "quiet = false  # default" in shown
    both = asyncfix(tmp_path, "--show-settings", "a.py", "one/b.py").stdout.splitlines()
    assert both[0] == "a.py:"
    assert "one/b.py:" in both
    document = json.loads(
        asyncfix(tmp_path, "--show-settings", "a.py", "one/b.py", "--output-format", "json").stdout
    )
    assert document["settings"]["ignore"]["value"] == ["ASY1"]
    assert "settings" not in document["files"]["a.py"]
    assert document["files"]["one/b.py"]["settings"]["select"] == {
        "value": ["ASY2"],
        "origin": "one/pyproject.toml",
    }


def test_other_settings_than_the_project_has_keep_to_what_is_asked_for() -> None:
    project = Project(Settings())
    for settings in (Settings(), Settings(nonblocking=("os.stat",))):
        found = lint_source("a.py", SLEEPS.encode(), settings, project, blocking_in={"f"})
        assert [one.code for one in found] == ["ASY101"]
        assert not lint_source("a.py", SLEEPS.encode(), settings, project, blocking_in={"g"})
