"""Whatever ends a run ends its workers with it, soon, and nothing is left half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fake_engine import START_UP

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
PATH = os.pathsep.join([START_UP, str(Path(__file__).resolve().parents[1])])
SLOW = "async def main():\n    dawdle()\n"


@contextmanager
def running(
    folder: Path, *options: str, number_of_files: int = 400
) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """The command over slow files, with the ids of its two workers once they have begun."""
    for number in range(number_of_files):
        (folder / f"m{number}.py").write_text(SLOW)
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--isolated", "-j2"]
    process = subprocess.Popen(
        [*command, *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": PATH}, start_new_session=True,
    )  # fmt: skip
    try:
        until((folder / "started").exists)
        yield process, children(process.pid)
    finally:
        process.kill()
        process.communicate()


def until(holds: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def children(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
@pytest.mark.parametrize("whole_group", [True, False], ids=["all", "parent alone"])
def test_a_signal_ends_the_run_and_its_workers(
    tmp_path: Path, number: signal.Signals, status: int, whole_group: bool
) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("whoever started the tests wants this signal ignored, as nohup does")
    with running(tmp_path) as (process, workers):
        assert len(workers) >= 2
        (os.killpg if whole_group else os.kill)(process.pid, number)
        output = process.communicate(timeout=20)
        assert (process.returncode, output) == (status, ("", ""))
        assert not any(map(is_alive, workers))


def test_workers_whose_parent_is_gone_stop(tmp_path: Path) -> None:
    with running(tmp_path) as (process, workers):
        assert len(workers) >= 2
        process.kill()
        process.wait()
        until(lambda: not any(map(is_alive, workers)), 10)


def test_there_are_no_more_workers_than_files(tmp_path: Path) -> None:
    with running(tmp_path, "-j1000", number_of_files=20) as (process, workers):
        assert len(workers) <= 20
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert not any(map(is_alive, workers))
