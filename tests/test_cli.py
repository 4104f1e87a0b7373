"""The command asyncfix: what it prints, what it writes, how it ends."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import fake_engine
import pytest

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.cli.main import main

SOURCE = """\
async def main():
    sleep(1)
    get(2)
    opinion()
"""
CLEAN = "async def main():\n    pass\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory with one file to check, and the fake engine."""
    fake_engine.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(SOURCE)
    return tmp_path


Captured = pytest.CaptureFixture[str]


def codes(capsys: Captured) -> list[str]:
    return [line.split()[1] for line in capsys.readouterr().out.splitlines()[:-1]]


def test_report(folder: Path, capsys: Captured) -> None:
    assert main([]) == 1
    output = capsys.readouterr()
    assert output.err == ""
    assert output.out.startswith("a.py:2:5: ASY101 [*] 'sleep' is called\n")
    assert output.out.endswith(
        "2 found in 1 file; 1 fixable with --apply (1 more with --unsafe-fixes)\n"
    )
    assert (folder / "a.py").read_text() == SOURCE


def test_nothing_found(folder: Path, capsys: Captured) -> None:
    (folder / "a.py").write_text(CLEAN)
    assert main(["a.py"]) == 0
    assert capsys.readouterr().out == "nothing found in 1 file\n"


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], ["ASY101", "ASY102"]),
        (["--select", "ASY"], ["ASY101", "ASY102"]),
        (["--select", "ASY9"], ["ASY901"]),
        (["--select", "ASY,ASY901"], ["ASY101", "ASY102", "ASY901"]),
        (["--extend-select", "ASY901"], ["ASY101", "ASY102", "ASY901"]),
        (["--extend-select", "async-without-await"], ["ASY101", "ASY102", "ASY901"]),
        (["--asy-enable", "ASY9"], ["ASY101", "ASY102", "ASY901"]),
        (["--ignore", "ASY101"], ["ASY102"]),
        (["--ignore", "blocking-http"], ["ASY101"]),
        (["--extend-ignore", "ASY10"], []),
        (["--per-file-ignores", "a.py: ASY101"], ["ASY102"]),
        (["--per-file-ignores", "b.py: ASY101"], ["ASY101", "ASY102"]),
        (["--exclude", "a.py"], []),
        (["--extend-exclude", "a.py"], []),
        (["--filename", "*.pyw"], []),
    ],
)
def test_selection(folder: Path, capsys: Captured, argv: list[str], expected: list[str]) -> None:
    assert main(["--output-format", "concise", *argv]) == bool(expected)
    assert codes(capsys) == expected


def test_noqa(folder: Path, capsys: Captured) -> None:
    (folder / "a.py").write_text(SOURCE.replace("sleep(1)", "sleep(1)  # noqa: ASY101"))
    main(["--output-format", "concise"])
    assert codes(capsys) == ["ASY102"]
    main(["--output-format", "concise", "--disable-noqa"])
    assert codes(capsys) == ["ASY101", "ASY102"]


def test_a_file_left_out_by_a_comment_may_be_broken(folder: Path, capsys: Captured) -> None:
    (folder / "a.py").write_text("# flake8: noqa\nasync def\n")
    assert main([]) == 0
    (folder / "a.py").write_text("async def\n")
    assert main([]) == 2


def test_output_file_and_formats(folder: Path, capsys: Captured) -> None:
    assert main(["--output-format", "json", "--output-file", "out.json", "--statistics"]) == 1
    assert capsys.readouterr().out == ""
    document = json.loads((folder / "out.json").read_text())
    assert [finding["code"] for finding in document] == ["ASY101", "ASY102"]
    assert main(["--output-file", "no/where"]) == 2
    message = "asyncfix: error: --output-file: no/where: No such file or directory\n"
    assert capsys.readouterr().err == message


def test_statistics(folder: Path, capsys: Captured) -> None:
    main(["--output-format", "concise", "--statistics"])
    out = capsys.readouterr().out
    assert "\n1  ASY101 blocking-sleep\n1  ASY102 blocking-http\n2 found" in out


def test_exit_zero(folder: Path) -> None:
    assert main(["--exit-zero"]) == 0
    assert main(["--exit-zero", "none.py"]) == 2


def test_apply(folder: Path, capsys: Captured) -> None:
    assert main(["--apply", "--output-format", "concise"]) == 1
    assert (folder / "a.py").read_text() == SOURCE.replace("sleep", "nap")
    assert capsys.readouterr().out == (
        "a.py:3:5: ASY102 'get' is called\n"
        "fixed 1 in 1 file:\n"
        "  1  ASY101 blocking-sleep\n"
        "1 found in 1 file; 1 fixable with --apply --unsafe-fixes\n"
    )


def test_apply_with_unsafe_fixes_needs_several_passes(folder: Path, capsys: Captured) -> None:
    (folder / "a.py").write_text("async def main():\n" + "    sleep(1)\n    get(2)\n" * 3)
    assert main(["--apply", "--unsafe-fixes"]) == 0
    assert (folder / "a.py").read_text() == "async def main():\n" + "    nap(1)\n    fetch(2)\n" * 3
    assert "fixed 6 in 1 file:\n  3  ASY101" in capsys.readouterr().out
    assert main(["--apply", "--unsafe-fixes", "--exit-non-zero-on-fix"]) == 0


def test_what_cannot_be_written_is_still_reported(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert main(["--apply", "--output-format", "concise"]) == 2
    output = capsys.readouterr()
    assert output.err == "a.py: no permission to write; left as it was\n"
    assert output.out.startswith("a.py:2:5: ASY101")
    assert "fixed" not in output.out
    assert (folder / "a.py").read_text() == SOURCE


def test_passes_end(folder: Path) -> None:
    (folder / "a.py").write_text("async def main():\n" + "    sleep(1)\n" * 12)
    assert main(["--apply"]) == 1
    assert (folder / "a.py").read_text().count("nap") == 10


def test_exit_non_zero_on_fix(folder: Path) -> None:
    (folder / "a.py").write_text("async def main():\n    sleep(1)\n")
    assert main(["--apply", "--exit-non-zero-on-fix"]) == 1
    assert main(["--apply", "--exit-non-zero-on-fix"]) == 0


def test_withheld_fixes_are_told(folder: Path, capsys: Captured) -> None:
    (folder / "a.py").write_text("async def main():\n    stubborn()\n")
    assert main(["--apply", "--output-format", "concise"]) == 1
    assert "withheld 1:\n  a.py:2:5: ASY205: too stubborn\n" in capsys.readouterr().out


def test_fixes_do_not_disturb_formats_for_machines(folder: Path, capsys: Captured) -> None:
    main(["--apply", "--output-format", "json"])
    output = capsys.readouterr()
    assert [finding["code"] for finding in json.loads(output.out)] == ["ASY102"]
    assert output.err == "fixed 1 in 1 file:\n  1  ASY101 blocking-sleep\n"


def test_diff(folder: Path, capsys: Captured) -> None:
    assert main(["--diff"]) == 1
    output = capsys.readouterr()
    assert output.out == (
        "--- a/a.py\n+++ b/a.py\n@@ -1,4 +1,4 @@\n async def main():\n-    sleep(1)\n+    nap(1)\n"
        "     get(2)\n     opinion()\n"
    )
    assert "would fix 1 in 1 file:" in output.err
    assert (folder / "a.py").read_text() == SOURCE
    (folder / "a.py").write_text("async def main():\n    sleep(1)\n")
    assert main(["--diff"]) == 1


def test_ignored_findings_are_not_fixed(folder: Path) -> None:
    assert main(["--apply", "--ignore", "ASY101,ASY102"]) == 0
    assert (folder / "a.py").read_text() == SOURCE


def stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "argv", [["--stdin-filename", "x/y.py", "-"], ["--stdin-filename", "x/y.py"]]
)
def test_standard_input(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    stdin(monkeypatch, SOURCE)
    assert main([*argv, "--output-format", "concise"]) == 1
    assert capsys.readouterr().out.startswith("x/y.py:2:5: ASY101")
    stdin(monkeypatch, SOURCE)
    assert main([*argv, "--extend-exclude", "x"]) == 1
    stdin(monkeypatch, SOURCE)
    assert main([*argv, "--extend-exclude", "y.py"]) == 0


def test_standard_input_is_fixed_to_standard_output(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(monkeypatch, SOURCE)
    assert main(["-", "--apply", "--output-format", "concise"]) == 1
    output = capsys.readouterr()
    assert output.out == SOURCE.replace("sleep", "nap")
    assert output.err.startswith("stdin:3:5: ASY102")
    stdin(monkeypatch, CLEAN)
    assert main(["-", "--apply"]) == 0
    assert capsys.readouterr().out == CLEAN
    stdin(monkeypatch, SOURCE)
    assert main(["-", "--diff", "--stdin-filename", "y.py"]) == 1
    assert capsys.readouterr().out.startswith("--- a/y.py\n+++ b/y.py\n")


@pytest.mark.parametrize("name", ["not/yet/there.py", "a.py/x.py", "/not/yet/there.py"])
def test_standard_input_may_stand_for_a_file_whose_folder_is_not_there_yet(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stdin(monkeypatch, SOURCE)
    assert main(["--stdin-filename", name, "--output-format", "concise", "-"]) == 1
    assert capsys.readouterr().out.startswith(f"{name}:2:5: ASY101")


def test_standard_input_is_limited_as_files_are(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flake8_asyncpitfalls.semantics.source.cells.MAX_SOURCE_BYTES", 10)
    stdin(monkeypatch, SOURCE)
    assert main(["--stdin-filename", "y.py", "-"]) == 2
    assert capsys.readouterr().err.startswith("y.py: larger than")
    stdin(monkeypatch, SOURCE)
    assert main(["--stdin-filename", "y.py", "--apply", "-"]) == 2
    assert capsys.readouterr().out == SOURCE


def test_baseline(folder: Path, capsys: Captured) -> None:
    assert main(["--write-baseline", "base.json"]) == 0
    assert capsys.readouterr().out.startswith("base.json: 2 found in 1 file")
    assert main(["--baseline", "base.json"]) == 0
    changed = f"import os\n\n{SOURCE}    sleep(1)\n    get(9)\n"
    (folder / "a.py").write_text(changed)
    capsys.readouterr()
    assert main(["--baseline", "base.json", "--output-format", "concise"]) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()[:-1]] == [
        "a.py:7:5", "a.py:8:5",
    ]  # fmt: skip
    assert main(["--baseline", "base.json", "--apply"]) == 1
    assert (folder / "a.py").read_text().count("nap") == 1


def test_baseline_in_another_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    (folder / "pyproject.toml").write_text('[tool.asyncfix]\nbaseline = "sub/base.json"\n')
    assert main(["--write-baseline", "sub/base.json", "a.py"]) == 0
    assert '"../a.py"' in (folder / "sub/base.json").read_text()
    assert main(["a.py"]) == 0
    monkeypatch.chdir(folder / "sub")
    assert main(["../a.py"]) == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1, "files": {"a": [1]}}'])
def test_broken_baseline(folder: Path, capsys: Captured, text: str) -> None:
    (folder / "base.json").write_text(text)
    assert main(["--baseline", "base.json"]) == 2
    assert "base.json: not a baseline that --write-baseline wrote" in capsys.readouterr().err


def test_add_noqa(folder: Path, capsys: Captured) -> None:
    assert main(["--add-noqa"]) == 0
    assert (folder / "a.py").read_text() == SOURCE.replace(
        "sleep(1)", "sleep(1)  # noqa: ASY101"
    ).replace("get(2)", "get(2)  # noqa: ASY102")
    assert "suppressed 2 in 1 file:" in capsys.readouterr().out
    assert main([]) == 0


def test_list_rules_and_explain(folder: Path, capsys: Captured) -> None:
    assert main(["--list-rules"]) == 0
    assert "ASY101  blocking-sleep" in capsys.readouterr().out
    assert main(["--explain", "blocking-sleep"]) == 0
    assert capsys.readouterr().out.startswith("# ASY101 blocking-sleep\n")


def test_version_and_help(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"asyncfix {__version__}\n"
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for flag in ("--diff", "--apply", "--asy-blocking", "--target-version", "--jobs", "--watch"):
        assert flag in out


def test_colour(folder: Path, capsys: Captured) -> None:
    main(["--color", "always"])
    assert "\033[1;31mASY101\033[0m" in capsys.readouterr().out
    main([])
    assert "\033[" not in capsys.readouterr().out


BAD = {
    "syntax.py": (b"async def\n", "invalid syntax"),
    "null.py": (b"async def f(): pass\0\n", "null bytes"),
    "bytes.py": (b"async def f(): '\xff'\n", ""),
    "ascii.py": (b"# coding: ascii\nasync def f(): f() # caf\xc3\xa9\n", "not in range(128)"),
    "cookie.py": (b"# coding: nonsense\nasync def f(): pass\n", "nonsense"),
    "deep.py": (b"async def f():\n    deep()\n", "nested too deeply"),
    "bug.py": (b"async def f():\n    crash()\n", "internal error: RuntimeError: a bug: of two"),
}


def test_bad_input_is_one_line_each_and_the_run_goes_on(folder: Path, capsys: Captured) -> None:
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "empty.py").touch()
    (folder / "x.py").mkdir()
    os.symlink("loop.py", folder / "loop.py")
    os.mkfifo(folder / "pipe.py")
    assert main(["--output-format", "concise", ".", "missing.py"]) == 2
    output = capsys.readouterr()
    assert "a.py:2:5: ASY101" in output.out
    lines = dict(line.split(":", 1) for line in output.err.splitlines())
    assert sorted(lines) == sorted([*BAD, "loop.py", "pipe.py", "missing.py"])
    for name, (_, cause) in BAD.items():
        assert cause in lines[name]
    assert lines["pipe.py"] == " not a regular file"


def test_a_large_file_is_not_checked(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flake8_asyncpitfalls.semantics.source.cells.MAX_SOURCE_BYTES", 10)
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("a.py: larger than")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(folder: Path, capsys: Captured) -> None:
    (folder / "a.py").chmod(0)
    assert main([]) == 2
    assert capsys.readouterr().err == "a.py: Permission denied\n"


def many(folder: Path, count: int = 60) -> None:
    for number in range(count):
        (folder / f"m{number:03}.py").write_text(SOURCE)


def test_results_are_the_same_with_many_processes(folder: Path, capsys: Captured) -> None:
    many(folder)
    assert main(["--jobs", "1", "--output-format", "concise"]) == 1
    alone = capsys.readouterr().out
    assert main(["--jobs", "2", "--output-format", "concise"]) == 1
    assert capsys.readouterr().out == alone
    assert "122 found in 61 files" in alone


PROGRAM = """\
import multiprocessing, sys
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv.pop(1))
    from flake8_asyncpitfalls.cli.main import main
    sys.exit(main())
"""


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_workers_that_inherit_nothing(folder: Path, tmp_path: Path, method: str) -> None:
    many(folder)
    (folder / "start").write_text(PROGRAM)
    arguments = ["-j2", "--output-format", "concise", "--select", "ASY9", "."]
    run = fake_engine.run("start", method, *arguments, cwd=folder)
    assert run.stderr == ""
    assert run.stdout.count("ASY901") == 61


def test_fixing_in_many_processes(folder: Path) -> None:
    many(folder)
    main(["--jobs", "2", "--apply", "--ignore", "ASY102"])
    assert all("nap" in path.read_text() for path in folder.glob("*.py"))


def test_a_file_that_kills_its_process_costs_only_itself(folder: Path) -> None:
    many(folder)
    (folder / "m030.py").write_text("async def main():\n    die()\n")
    run = fake_engine.run(
        "-m", "flake8_asyncpitfalls.cli.main", "-j2", "--output-format", "concise", cwd=folder
    )
    assert run.stderr == "m030.py: the process that checked it died\n"
    assert run.returncode == 2
    assert "120 found in 60 files" in run.stdout


def test_a_pipe_that_closes(folder: Path) -> None:
    many(folder, 800)
    command = f"{sys.executable} -m flake8_asyncpitfalls.cli.main -j1 | head -n 1"
    run = subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": fake_engine.START_UP},
    )  # fmt: skip
    assert run.stderr == ""
    assert run.stdout.startswith("a.py:2:5: ASY101")


def test_watch_reports_again_and_ctrl_c_ends_it(folder: Path) -> None:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--watch", "a.py"]
    with subprocess.Popen(
        [*command, "--output-format", "concise"], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": fake_engine.START_UP},
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith("a.py:2:5: ASY101")
        process.stderr.readline()
        (folder / "a.py").write_text(CLEAN)
        lines = iter(process.stdout.readline, "")
        assert next(line for line in lines if "nothing" in line) == "nothing found in 1 file\n"
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize("name", ["pyproject.toml", ".flake8"])
def test_watch_reads_settings_again(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "--watch", "a.py"]
    with subprocess.Popen(
        [*command, "--output-format", "concise", "--no-cache"], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": fake_engine.START_UP},
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        lines = iter(process.stdout.readline, "")
        assert "ASY101" in next(lines)
        assert "2 found" in next(line for line in lines if "found" in line)
        heading = "[tool.asyncfix]" if name == "pyproject.toml" else "[flake8]"
        value = '["ASY1"]' if name == "pyproject.toml" else "ASY1"
        (folder / name).write_text(f"{heading}\nignore = {value}\n")
        assert next(lines) == "nothing found in 1 file\n"
        wrong = 'library = "curio"' if name == "pyproject.toml" else "asy-library = curio"
        (folder / name).write_text(f"{heading}\n{wrong}\n")
        assert "asyncfix: error:" in next(
            line for line in iter(process.stderr.readline, "") if "error" in line
        )
        (folder / name).unlink()
        assert "ASY101" in next(lines)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130


def test_ctrl_c_ends_all_processes_between_two_files(folder: Path) -> None:
    for number in range(400):
        (folder / f"m{number}.py").write_text("async def main():\n    dawdle()\n")
    with subprocess.Popen(
        [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "-j2"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": fake_engine.START_UP},
        start_new_session=True,
    ) as process:
        for _ in range(600):
            if (folder / "started").exists():
                break
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 130


@pytest.mark.skipif("coverage" in sys.modules, reason="measuring imports more than we do")
def test_start_up_imports_little() -> None:
    program = (
        "import sys; from flake8_asyncpitfalls.cli.main import main; main(['--version']);"
        "print(sorted({'flake8', 'rich', 'libcst', 'argparse', 'dataclasses', 'json'} "
        "& set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.splitlines()[1] == "[]"


@pytest.mark.skipif("coverage" in sys.modules, reason="measuring imports more than we do")
def test_a_report_needs_neither_flake8_nor_libcst_nor_rich(folder: Path) -> None:
    (folder / "a.py").write_text(CLEAN)
    program = (
        "import sys; from flake8_asyncpitfalls.cli.main import main; main(['a.py']);"
        "print(sorted({'flake8', 'rich', 'libcst', 'tomllib', 'configparser', 'multiprocessing'} "
        "& set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True,
        cwd=folder,
    )  # fmt: skip
    assert run.stdout.splitlines()[1] == "[]"
