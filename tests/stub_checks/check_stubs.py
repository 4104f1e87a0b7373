"""Hold every third-party stub against the library it describes, as far as it is installed.

Usage: ``python tests/stub_checks/check_stubs.py [LIBRARY ...]`` (all libraries by default). Prints
a table (library, version, entries, checked, wrong) and what is wrong; exit status 1 when anything
is, or when nothing could be checked, and 2 for an unknown library. Libraries that are not installed
count as unchecked; install.py installs them. What cannot be introspected is listed, with its
reason, in exceptions.toml; an exception that excuses nothing is itself wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import fnmatch
import importlib
import io
import json
import os
import subprocess
import sys
import tomllib
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from comparing import Comparison, Outcome
from stub_entries import Entry, read_entries

import flake8_asyncpitfalls.stubs

HERE = Path(__file__).resolve().parent
STUBS = Path(flake8_asyncpitfalls.stubs.__file__).resolve().parent
SECONDS = 180
STDLIB = "stdlib"
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1"}
# etcd3 ships code generated for an older protobuf, which only the pure Python one reads.
NEEDS = {"etcd3": {"PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python"}}


def libraries() -> dict[str, list[Path]]:
    """The stub files of each third-party library, by its top-level name.

    Those of the standard library stand together: only the other libraries that they advise are
    checked here, the rest by the ordinary tests.
    """
    found: dict[str, list[Path]] = {}
    for path in sorted(STUBS.rglob("*.pyi")):
        top = path.relative_to(STUBS).parts[0].removesuffix(".pyi")
        found.setdefault(STDLIB if top in sys.stdlib_module_names else top, []).append(path)
    return found


def exceptions() -> list[dict[str, str]]:
    """The entries of exceptions.toml for this Python: name (a pattern), aspect and reason."""
    listed: list[dict[str, str]] = _listed()["exception"]
    return [row for row in listed if sys.version_info < _version(row.get("before", "4.0"))]


def reasons_unchecked() -> dict[str, str]:
    """Why a library that is not installed was not, as exceptions.toml says."""
    reasons: dict[str, str] = _listed()["unchecked"]
    return reasons


def _version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _listed() -> dict[str, Any]:
    with (HERE / "exceptions.toml").open("rb") as file:
        return tomllib.load(file)


def check_library(library: str) -> Outcome:
    """Read the stubs of *library* and compare them in this process."""
    used: set[str] = set()

    def excused(name: str, aspect: str) -> bool:
        for row in exceptions_list:
            if row["aspect"] == aspect and fnmatch.fnmatchcase(name, row["name"]):
                used.add(f"{row['name']} ({aspect})")
                return True
        return False

    exceptions_list = exceptions()
    entries: list[Entry] = []
    syntax_errors = []
    for path in libraries()[library]:
        try:
            entries += read_entries(path, STUBS)
        except SyntaxError as error:
            syntax_errors.append(f"{path.name}:{error.lineno}: {error.msg}")
    prepare(library)
    comparison = Comparison(library, excused)
    outcome = (comparison.compare_advice if library == STDLIB else comparison.compare)(entries)
    outcome.wrong += syntax_errors
    outcome.used = sorted(used)
    return outcome


def prepare(library: str) -> None:
    """Do what must be done before some libraries can be imported at all."""
    if library == "aioredis":
        # Written when this was a class of its own, and not the built-in one.
        asyncio.TimeoutError = type("TimeoutError", (Exception,), {})
    elif library in {"eventlet", "sentry_sdk"}:
        # eventlet imports its resolver, that imports trio, and trio cannot have eventlet's sockets.
        sys.modules["trio"] = None  # type: ignore[assignment]
    elif library in {"django", "channels", "rest_framework", "ninja", "asgiref"}:
        with contextlib.suppress(ImportError):
            django, conf = map(importlib.import_module, ("django", "django.conf"))
            apps = ["django.contrib.contenttypes", "django.contrib.auth"]
            conf.settings.configure(INSTALLED_APPS=apps)
            django.setup()


def in_own_process(library: str) -> Outcome:
    """Check *library* in a process of its own: some libraries patch others when imported."""
    command = [sys.executable, "-W", "ignore", __file__, "--json", library]
    environment = os.environ | ENVIRONMENT | NEEDS.get(library, {})
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, env=environment, check=False
        )
        return Outcome(**json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return Outcome(library, wrong=[f"{library}: no answer in {SECONDS} s"])
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        return Outcome(library, wrong=[f"{library}: the check itself failed: {last}"])


def stale_exceptions(outcomes: list[Outcome]) -> list[str]:
    """Exceptions for installed libraries that excused nothing in this run."""
    used = {name for outcome in outcomes for name in outcome.used}
    installed = {outcome.library for outcome in outcomes if outcome.checked}
    return [
        f"exceptions.toml: {row['name']} ({row['aspect']}) excuses nothing"
        for row in exceptions()
        if row["name"].split(".")[0] in installed and f"{row['name']} ({row['aspect']})" not in used
    ]


def print_table(outcomes: list[Outcome]) -> None:
    """Print one row a library, then the totals."""
    print(f"{'library':26} {'version':16} {'entries':>8} {'checked':>8} {'wrong':>6}")
    for outcome in outcomes:
        version = outcome.version or "not installed"
        counts = f"{outcome.entries:8} {outcome.checked:8} {len(outcome.wrong):6}"
        print(f"{outcome.library:26} {version[:16]:16} {counts}")
    entries = sum(outcome.entries for outcome in outcomes)
    checked = sum(outcome.checked for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    print(f"{len(outcomes)} libraries, {entries} entries, {checked} checked, {wrong} wrong")


def report(names: list[str], jobs: int) -> int:
    """Check the libraries *names*, print table, notes and faults; return the exit status."""
    with ThreadPoolExecutor(jobs) as pool:
        outcomes = list(pool.map(in_own_process, names))
    print_table(outcomes)
    reasons = reasons_unchecked()
    for outcome in outcomes:
        if not outcome.checked:
            print(
                f"unchecked: {outcome.library}: {reasons.get(outcome.library, 'no reason known')}"
            )
        for note in outcome.notes if outcome.version else []:
            print(f"note: {outcome.library}: {note}")
    faults = [line for outcome in outcomes for line in outcome.wrong] + stale_exceptions(outcomes)
    if not any(outcome.checked for outcome in outcomes):
        faults.append("none of these libraries is installed: nothing was checked")
    for line in faults:
        print(f"wrong: {line}")
    return 1 if faults else 0


def main() -> int:
    """Read the command line, check, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", nargs="*", help="top-level names; default: all stubs")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    known = libraries()
    unknown = [name for name in arguments.library if name not in known]
    if unknown:
        print(f"no stub for {', '.join(unknown)}", file=sys.stderr)
        return 2
    if arguments.json:
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(io.StringIO()):
            outcome = check_library(arguments.library[0])
        print(json.dumps(dataclasses.asdict(outcome)))
        return 0
    return report(arguments.library or list(known), arguments.jobs)


if __name__ == "__main__":
    sys.exit(main())
