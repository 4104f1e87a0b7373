"""The action and the recipes for CI services, run as the services run them: by their own lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BLOCKS = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
BLOCKING = "import time\n\n\nasync def wait():\n    time.sleep(1)\n"
CLEAN = "import asyncio\n\n\nasync def wait():\n    await asyncio.sleep(1)\n"


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    return found


def blocks() -> list[Any]:
    return [yaml.safe_load(text) for text in BLOCKS.findall((ROOT / "README.md").read_text())]


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run *script* as a service does, where our command is on the PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def run_action(folder: Path, **given: str) -> list[subprocess.CompletedProcess[str]]:
    """What the steps of the action do with these inputs; installing is left out."""
    steps = action()["runs"]["steps"]
    inputs = {name: value["default"] for name, value in action()["inputs"].items()} | given
    runs = []
    for step in steps:
        if "run" not in step or step["name"] == "Install":
            continue
        condition = step.get("if", "always")
        if condition == "inputs.sarif != ''" and not inputs["sarif"]:
            continue
        assert condition in ("always", "inputs.sarif != ''")
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: inputs[m[1]], value)
            for name, value in step["env"].items()
        }
        runs.append(shell(step["run"], folder, **variables))
    return runs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nrequires-python = ">=3.11"\n')
    (tmp_path / "src" / "a.py").write_text(BLOCKING)
    return tmp_path


def test_the_action_shows_findings_beside_the_code_and_fails(project: Path) -> None:
    (run,) = run_action(project, paths="src")
    assert run.returncode == 1, run.stderr
    assert run.stdout.startswith("::warning ")
    assert "file=src/a.py,line=5," in run.stdout
    assert "ASY101" in run.stdout


def test_the_action_passes_where_nothing_is_found(project: Path) -> None:
    (project / "src" / "a.py").write_text(CLEAN)
    (run,) = run_action(project)
    assert (run.returncode, run.stdout) == (0, "")


def test_the_action_writes_sarif_before_it_fails(project: Path) -> None:
    report, check = run_action(project, paths="src", sarif="asyncfix.sarif", arguments="-q")
    assert (report.returncode, check.returncode) == (0, 1)
    results = json.loads((project / "asyncfix.sarif").read_text())["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["ASY101"]


def test_the_action_hands_its_arguments_on(project: Path) -> None:
    (run,) = run_action(project, paths="src", arguments="--select ASY2")
    assert (run.returncode, run.stdout) == (0, "")


def test_the_action_installs_this_repository() -> None:
    (install,) = [step for step in action()["runs"]["steps"] if step.get("name") == "Install"]
    assert install["run"] == 'python -m pip install --quiet "$GITHUB_ACTION_PATH"'


def test_the_recipe_for_github_gives_inputs_that_the_action_has() -> None:
    steps = [
        step
        for block in blocks()
        if isinstance(block, dict)
        for job in block.get("jobs", {}).values()
        for step in job["steps"]
    ]
    (ours,) = [step for step in steps if "flake8-asyncpitfalls@" in step.get("uses", "")]
    assert ours["with"].keys() <= action()["inputs"].keys()
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    assert upload["with"]["sarif_file"] == ours["with"]["sarif"]


def test_the_recipe_for_gitlab_writes_the_report_that_it_names(project: Path) -> None:
    (job,) = [block["async"] for block in blocks() if isinstance(block, dict) and "async" in block]
    install, check = job["script"]
    assert install == "pip install flake8-asyncpitfalls"
    run = shell(check, project)
    assert run.returncode == 1, run.stderr
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [entry["check_name"] for entry in report] == ["ASY101"]
    assert report[0]["location"]["path"] == "src/a.py"


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=str)
def test_a_workflow_names_files_that_are_there(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    lines = [s["run"] for job in workflow["jobs"].values() for s in job["steps"] if "run" in s]
    assert lines
    for name in re.findall(r"(?:^|\s)(\.[\w./-]+/[\w.-]+)", "\n".join(lines)):
        assert (ROOT / name).exists(), name
