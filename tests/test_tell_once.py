"""One finding a defect, in both doors; each keeps its own fix and its own ``# noqa``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

HELPER = """\
import requests
def load():
    open("x").read()
    return fetch()
def fetch():
    return requests.get("u")
def other():
    return fetch()
def listed(path):
    with open(path) as file:
        return file.read()
"""
Captured = pytest.CaptureFixture[str]
Check = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "helper.py").write_text(HELPER)
    return tmp_path


def write(folder: Path, *lines: str) -> None:
    body = "".join(f"    {line}\n" for line in lines)
    (folder / "app.py").write_text(
        "import asyncio, json, time, requests\nfrom helper import listed, load, other\n"
        f"async def main(p):\n{body}HANDLERS = [main]\n"
    )


def by_flake8(folder: Path, *options: str) -> list[str]:
    return found(folder, "flake8", "--isolated", "--asy-cache-dir=none", *options)


def by_asyncfix(folder: Path, *options: str) -> list[str]:
    command = ("flake8_asyncpitfalls.cli.main", "--no-cache", "--isolated", "--color=never")
    return found(folder, *command, "--output-format=concise", *options)


def found(folder: Path, module: str, *options: str) -> list[str]:
    """Line, code and message of each finding, as a door tells them."""
    command = [sys.executable, "-m", module, "--select=ASY1,ASY4,ASY6", *options, "app.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    rows = re.findall(r"^app\.py:(\d+):\d+:? (ASY\d{3}) (.*)$", done.stdout, re.MULTILINE)
    return [f"{int(line) - 3} {code} {also(message)}".strip() for line, code, message in rows]


def also(message: str) -> str:
    """What stands in the brackets of *message* about other places."""
    match = re.search(r"\((also [^)]*)\)", message)
    return match[1] if match else ""


DOORS = pytest.mark.parametrize("check", [by_flake8, by_asyncfix])


@DOORS
def test_calls_that_end_alike_through_one_function_are_one(folder: Path, check: Check) -> None:
    write(folder, "other()", "await asyncio.sleep(1)", "other()", "other()")
    assert check(folder) == ["1 ASY152 also at lines 6 and 7"]


@DOORS
def test_another_first_function_is_another_finding(folder: Path, check: Check) -> None:
    write(folder, "other()", "load()")
    assert check(folder) == ["1 ASY152", "2 ASY152 also ASY156"]


@DOORS
def test_each_place_has_its_own_noqa(folder: Path, check: Check) -> None:
    write(folder, "other()  # noqa: ASY152", "other()", "other()  # noqa", "other()")
    assert check(folder) == ["2 ASY152 also at line 7"]


@DOORS
def test_what_is_not_selected_speaks_for_nobody(folder: Path, check: Check) -> None:
    write(folder, "load()", "load()")
    assert check(folder, "--ignore=ASY152") == ["1 ASY156 also at line 5"]
    assert check(folder, "--per-file-ignores=app.py:ASY152") == ["1 ASY156 also at line 5"]


@DOORS
def test_an_open_file_is_one_with_its_reads_and_writes(folder: Path, check: Check) -> None:
    write(
        folder,
        "with open(p) as f:",
        "    f.read()",
        "    for line in f: print(line)",
        "g = open(p)",
        "for row in g: print(row)",
        "json.load(open(p))",
    )
    assert check(folder) == [
        "1 ASY106 also at lines 5 and 6",
        "4 ASY106 also at line 8",
        "6 ASY106",
    ]


@DOORS
def test_a_line_stalls_once_by_its_most_severe_call(folder: Path, check: Check) -> None:
    write(folder, "open(p); time.sleep(1)")
    assert check(folder) == ["1 ASY101 also ASY106"]


@DOORS
def test_what_a_helper_waits_for_comes_before_its_pause(folder: Path, check: Check) -> None:
    text = """\
import time, requests
def load():
    for attempt in range(5):
        try:
            return requests.get("u")
        except requests.ConnectionError:
            time.sleep(attempt)
def pause():
    time.sleep(1)
async def main():
    load()
    pause()
"""
    (folder / "app.py").write_text(text)
    assert check(folder) == ["8 ASY152 also ASY151", "9 ASY151"]


@DOORS
def test_a_background_task_is_told_with_what_stalls_in_it(folder: Path, check: Check) -> None:
    text = """\
import time
from fastapi import BackgroundTasks
async def dozes(to):
    time.sleep(1)
async def order(tasks: BackgroundTasks):
    tasks.add_task(dozes, "ada")
    tasks.add_task(dozes, "grace")
async def other():
    time.sleep(2)
"""
    (folder / "app.py").write_text(text)
    assert check(folder, "--extend-select=ASY7") == ["1 ASY101 also at lines 6 and 7", "6 ASY101"]


@DOORS
def test_that_a_call_must_not_be_made_there_comes_first(folder: Path, check: Check) -> None:
    text = """\
import asyncio, threading
class Service:
    def start(self):
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run).start()
    def _run(self):
        self._loop.run_forever()
    def submit(self, job):
        self._loop.create_task(job)
"""
    (folder / "app.py").write_text(text)
    assert check(folder) == ["6 ASY607 also ASY401"]


@DOORS
def test_many_places_are_counted(folder: Path, check: Check) -> None:
    write(folder, *["other()"] * 8)
    assert check(folder) == ["1 ASY152 also at lines 5, 6, 7, 8 and 3 more"]


@DOORS
def test_severity_is_a_threshold(folder: Path, check: Check) -> None:
    write(folder, "open(p)", "time.sleep(1)", "asyncio.create_task(p)")
    option = "--asy-min-severity"
    assert check(folder) == ["1 ASY106", "2 ASY101", "3 ASY401"]
    assert check(folder, f"{option}=warning") == ["2 ASY101", "3 ASY401"]
    assert check(folder, f"{option}=error") == ["3 ASY401"]


@DOORS
@pytest.mark.parametrize("comment", ["RUF006", "ASYNC300", "E501,S7502"])
def test_noqa_of_a_peer_counts_unless_it_is_not_to(
    folder: Path, check: Check, comment: str
) -> None:
    write(folder, f"asyncio.create_task(p)  # noqa: {comment}", "time.sleep(1)  # noqa: RUF006")
    assert check(folder) == ["2 ASY101"]
    assert check(folder, "--asy-honour-peers=no") == ["1 ASY401", "2 ASY101"]


def test_json_has_the_other_places_with_their_fixes(folder: Path, capsys: Captured) -> None:
    write(folder, "listed('x')", "listed('x')")
    assert main(["--no-cache", "--output-format=json", "app.py"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    (place,) = finding["also"]
    assert (place["line"], place["column"], place["code"]) == (5, 5, "ASY156")
    assert place["fix"] == finding["fix"]
    assert place["fix"]["applicability"] == "unsafe"


def test_every_place_is_fixed(folder: Path) -> None:
    write(folder, "listed('x')", "listed('x')", "time.sleep(1); time.sleep(2)")
    assert main(["--no-cache", "--apply", "--unsafe-fixes", "app.py"]) == 0
    text = (folder / "app.py").read_text()
    assert text.count("await asyncio.to_thread(listed, 'x')") == 2
    assert text.count("await asyncio.sleep(") == 2


def test_every_place_gets_its_comment_and_its_row_in_a_baseline(folder: Path) -> None:
    write(folder, "other()", "other()", "load()")
    assert main(["--no-cache", "--write-baseline", "base.json", "app.py"]) == 0
    document = json.loads((folder / "base.json").read_text())
    counts = {(row["code"], row["line"]): row["count"] for row in document["files"]["app.py"]}
    assert counts == {("ASY152", "other()"): 2, ("ASY152", "load()"): 1, ("ASY156", "load()"): 1}
    assert main(["--no-cache", "--baseline", "base.json", "app.py"]) == 0
    assert main(["--no-cache", "--add-noqa", "app.py"]) == 0
    assert (folder / "app.py").read_text().count("# noqa: ASY152") == 3


def test_grouped_by_end_with_the_calls_of_all_files(folder: Path, capsys: Captured) -> None:
    write(folder, "other()", "other()", "time.sleep(1)")
    (folder / "more.py").write_text("from helper import other\nasync def f():\n    other()\n")
    options = ["--no-cache", "--isolated", "--exit-zero"]
    assert main([*options, "--group-by=end", "app.py", "more.py"]) == 0
    out = capsys.readouterr().out
    first, second = re.findall(r"^(\S.* files?\))$", out, re.MULTILINE)
    assert first == f"{folder / 'helper.py'}:6 requests.get (3 calls in 2 files)".replace(
        f"{folder}/", ""
    )
    assert second == "app.py:6 time.sleep (1 call in 1 file)"
    assert main([*options, "--group-by=rule", "app.py"]) == 0
    assert "ASY152 blocking-http-reached (2 calls in 1 file)\n" in capsys.readouterr().out
    assert main([*options, "--statistics", "app.py", "more.py"]) == 0
    assert "where they end:\n3  helper.py:6 requests.get\n" in capsys.readouterr().out


def test_fail_on(folder: Path, capsys: Captured) -> None:
    write(folder, "open(p)")
    options = ["--no-cache", "--isolated", "app.py"]
    assert [main([*options, f"--fail-on={least}"]) for least in ("note", "warning")] == [1, 0]
    assert capsys.readouterr().out.count("ASY106") == 2
    assert main([*options, "--min-severity=warning"]) == 0
    assert "ASY106" not in capsys.readouterr().out


def test_the_uses_of_one_coroutine_are_one_finding(folder: Path) -> None:
    options = ("flake8", "--isolated", "--asy-cache-dir=none", "--extend-select=ASY2")
    write(folder, "text = main(p)", "print(text.title())", "return len(text)")
    assert found(folder, *options) == ["1 ASY202"]
    write(folder, "text = main(p)", "print(f'{text}')", "return text[0]")
    assert found(folder, *options) == ["1 ASY203", "2 ASY202 also at line 6"]


def test_a_line_carries_one_finding_and_names_the_others(folder: Path) -> None:
    write(folder, "asyncio.get_event_loop().create_task(main(p))")
    assert by_asyncfix(folder, "--extend-select=ASY6") == ["1 ASY401 also ASY602"]


def test_what_one_coroutine_or_one_change_does_is_told_once(folder: Path) -> None:
    (folder / "app.py").write_text(
        "import asyncio\nclass Hub:\n    def __init__(self): self.all = {}\n"
        "    def drop(self, key): del self.all[key]\n"
        "    async def one(self):\n        for x in self.all: await x\n"
        "        for x in self.all: await x\n"
        "async def two():\n    asyncio.get_event_loop()\n    asyncio.get_event_loop()\n"
        "async def three():\n    asyncio.get_event_loop()\n"
    )
    assert by_asyncfix(folder, "--extend-select=ASY3") == [
        "3 ASY308 also at line 7", "6 ASY602 also at lines 10 and 12",
    ]  # fmt: skip


def test_a_handler_of_several_signals_and_a_context_that_loads_are_told_once(folder: Path) -> None:
    (folder / "app.py").write_text(
        "import asyncio, signal, ssl\nasync def main(stop, key):\n"
        "    def handler(number, frame):\n        stop.set()\n"
        "    signal.signal(signal.SIGINT, handler)\n    signal.signal(signal.SIGTERM, handler)\n"
        "    context = ssl.create_default_context()\n    context.load_cert_chain(key)\n"
        "    return context\n"
    )
    assert by_asyncfix(folder) == ["2 ASY608 also at line 6", "4 ASY108 also at line 8"]


@DOORS
def test_the_questions_of_one_talk_are_one_finding(folder: Path, check: Check) -> None:
    (folder / "app.py").write_text(
        "import asyncio\nimport getpass\nasync def main():\n    name = input('name')\n"
        "    await again(name)\nasync def again(name):\n    word = getpass.getpass()  # noqa: ASY109\n"
        "    return ask()\ndef ask():\n    return input('sure?')\n"
        "async def serve(reader, writer):\n    input('go on?')\n    input('really?')\n"
        "async def start():\n    await asyncio.start_server(serve)\nasyncio.run(main())\n"
    )
    assert check(folder) == ["1 ASY109 also at line 8", "9 ASY109", "10 ASY109"]


@DOORS
def test_what_stalls_the_first_time_alone_is_one_finding(folder: Path, check: Check) -> None:
    (folder / "helper.py").write_text(
        "import requests\n_all = None\ndef config():\n    global _all\n    if _all is None:\n"
        "        _all = requests.get('u')\n    return _all\n"
        "def size():\n    return len(config())\ndef name():\n    return config()['name']\n"
    )
    (folder / "app.py").write_text(
        "from helper import name, size\nasync def one():\n    return size()\n"
        "async def two():\n    return name()\n"
    )
    assert check(folder) == ["0 ASY152 also at line 5"]


@DOORS
def test_what_waits_for_one_lock_on_a_file_is_one_finding(folder: Path, check: Check) -> None:
    (folder / "helper.py").write_text(
        "from filelock import FileLock\nlock = FileLock('x')\nother_lock = FileLock('y')\n"
        "def one():\n    with lock:\n        pass\ndef two():\n    with lock:\n        pass\n"
        "def three():\n    with other_lock:\n        pass\n"
    )
    (folder / "app.py").write_text(
        "from helper import one, two, three\nasync def a():\n    one()\n    three()\n"
        "async def b():\n    two()\n"
    )
    assert check(folder) == ["0 ASY160 also at line 6", "1 ASY160"]


def test_calls_of_one_function_with_a_sibling_are_told_once(folder: Path) -> None:
    (folder / "helper.py").write_text(
        "def listed(p):\n    return load(p)\ndef load(p):\n    return p\n"
        "async def listed_async(p):\n    return p\n"
        "def other(p):\n    return load(p)\nasync def other_async(p):\n    return p\n"
    )
    (folder / "app.py").write_text(
        "from helper import listed, other\n"
        "async def one(p):\n    listed(p)\n    other(p)\n"
        "async def two(p):\n    listed(p)\n"
    )
    # Lines are counted from the fourth of the file.
    assert by_asyncfix(folder) == ["0 ASY113 also at line 6", "1 ASY113"]


def test_what_only_makes_a_place_ready_is_told_with_what_follows(folder: Path) -> None:
    (folder / "app.py").write_text(
        "import os, shutil\n"
        "async def one(p, work):\n    os.makedirs(p)\n    await work()\n    os.listdir(p)\n"
        "async def two(p):\n    os.listdir(p)\n    os.makedirs(p)\n"
        "async def three(p):\n    shutil.copy(p, p)\n    os.listdir(p)\n"
    )
    assert by_asyncfix(folder) == [
        "0 ASY107 also at line 5", "4 ASY107", "5 ASY107", "7 ASY107", "8 ASY107",
    ]  # fmt: skip


def test_a_file_that_an_object_keeps_is_told_once_for_each_function(folder: Path) -> None:
    (folder / "app.py").write_text(
        "class Log:\n"
        "    def __init__(self, p):\n"
        "        self.out = open(p, 'w')\n"
        "        self.errors = open(p, 'w')\n"
        "    async def tell(self, text):\n"
        "        self.out.write(text)\n"
        "        self.out.flush()\n"
        "        self.errors.write(text)\n"
        "    async def end(self):\n"
        "        self.out.write('end')\n"
    )
    assert by_asyncfix(folder) == ["3 ASY106 also at line 7", "5 ASY106", "7 ASY106"]


def test_tasks_of_one_helper_that_nobody_holds_are_told_once(folder: Path) -> None:
    """The helper is the place to hold them; tasks made by hand are others."""
    (folder / "tasks.py").write_text(
        "import asyncio\n"
        "def start(work):\n"
        "    task = asyncio.create_task(work)\n"
        "    task.add_done_callback(print)\n"
        "    return task\n"
    )
    write(
        folder,
        "from tasks import start",
        "start(asyncio.sleep(1))",
        "asyncio.create_task(asyncio.sleep(1))",
        "start(asyncio.sleep(2))",
        "await start(asyncio.sleep(3))",
    )
    assert by_asyncfix(folder) == ["2 ASY401 also at line 7", "3 ASY401"]
