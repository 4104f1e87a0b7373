"""The index of marked names says what the stubs say."""

from __future__ import annotations

from pathlib import Path

from flake8_asyncpitfalls.stubs.marked import INDEX, index_text, names_by_marker, scan


def test_index_is_fresh() -> None:
    command = "python -m flake8_asyncpitfalls.stubs.marked"
    assert INDEX.read_text(encoding="ascii") == index_text(), f"run {command}"


def test_index_knows_functions_methods_and_classes() -> None:
    names = names_by_marker()
    assert {"to_thread", "run_in_executor", "Thread"} <= names["offloads"]
    assert {"call_soon", "add_done_callback"} <= names["runs_on_loop"]
    assert "dumps" not in names["offloads"]


def test_subclasses_and_aliases_count_as_what_they_are_of(tmp_path: Path) -> None:
    text = """
class Worker:
    @offloads("target")
    def __init__(self, target): ...
class Timer(Worker): ...
Old = Timer
class Plain: ...
"""
    (tmp_path / "work.pyi").write_text(text)
    assert scan([tmp_path]) == {"offloads": {"__init__", "Worker", "Timer", "Old"}}
    assert "Timer" in names_by_marker((str(tmp_path),))["offloads"]
    assert "to_thread" in names_by_marker((str(tmp_path),))["offloads"]
