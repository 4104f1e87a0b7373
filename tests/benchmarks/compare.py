"""Print our ratios against flake8, ``ast.parse``, LibCST, ruff and ty over a folder of Python code.

Usage: ``python tests/benchmarks/compare.py [--rounds N] [--only WORD] [--large] [--check] [FOLDER]``.
Of each ratio the smallest, the median and the largest of the rounds are printed. FOLDER
(default: the packages installed beside this Python) is copied first and never changed. ``--large``
adds what needs ten thousand files or a million lines and takes minutes; with ``--check`` the exit
status is 1 when a median is over its limit. The figures belong to the
machine and the folder; only the ratios of one run mean something.
"""

from __future__ import annotations

import argparse
import ast
import gc
import itertools
import shutil
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from timing import HEADER, Command, Row, alternate, ratio_row, run

from flake8_asyncpitfalls.semantics.source.deferred import read_stub
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.stubs import STUB_FOLDER

HERE = Path(__file__).resolve().parent
SCRIPTS = Path(sys.executable).parent
ASYNCFIX = (str(SCRIPTS / "asyncfix"), "--isolated", "--no-progress")
COLD = (*ASYNCFIX, "--no-cache")
RUFF = (str(SCRIPTS / "ruff"), "check", "--isolated", "--select", "ASYNC", "--quiet")
TY = (str(SCRIPTS / "ty"), "check", "--exit-zero", "--output-format", "concise", ".")
LARGE_FILES = 10_000
LARGE_LINES = 1_000_000


def baseline(*arguments: str) -> Command:
    """The command for one of the programs in baselines.py."""
    return (sys.executable, str(HERE / "baselines.py"), *arguments)


def flake8(folder: Path, rounds: int) -> Iterator[Row]:
    """The plugin's share of flake8's processor time."""
    options = ("--isolated", "--jobs", "1", "--select", "ASY", ".")
    without = baseline("flake8", "without", *options)
    with_us = baseline("flake8", "with", "--asy-cache-dir", "none", *options)
    costs = alternate(with_us, without, folder, rounds)
    yield ratio_row("flake8 with the plugin / without", 1.25, costs)
    with tempfile.TemporaryDirectory() as cache:
        with_us = baseline("flake8", "with", "--asy-cache-dir", cache, *options)
        costs = alternate(with_us, without, folder, rounds)
    yield ratio_row("the same, second run", 1.03, costs)


def parsing(folder: Path, rounds: int) -> Iterator[Row]:
    """The whole analysis against reading and parsing alone."""
    costs = alternate((*COLD, "--jobs", "1", "."), baseline("parse", "."), folder, rounds)
    yield ratio_row("asyncfix --no-cache --jobs 1 / ast.parse", 4, costs)


def ruff(folder: Path, rounds: int) -> Iterator[Row]:
    """The command against ruff's own async rules, with empty and with full caches."""
    if not Path(RUFF[0]).exists():
        print("ruff is not installed: left out", file=sys.stderr)
        return
    costs = alternate((*COLD, "."), (*RUFF, "--no-cache", "."), folder, rounds)
    yield ratio_row("asyncfix cold / ruff cold (clock)", 4, costs, by_clock=True)
    with tempfile.TemporaryDirectory() as cache:
        ours = (*ASYNCFIX, "--cache-dir", f"{cache}/ours", ".")
        theirs = (*RUFF, "--cache-dir", f"{cache}/theirs", ".")
        costs = alternate(ours, theirs, folder, max(rounds, 7))
        yield ratio_row("asyncfix warm / ruff warm (clock)", 3, costs, by_clock=True)


def ty(folder: Path, rounds: int) -> Iterator[Row]:
    """The command against ty's type check of the same folder, both from nothing."""
    if not Path(TY[0]).exists():
        print("ty is not installed: left out", file=sys.stderr)
        return
    costs = alternate((*COLD, "."), TY, folder, rounds)
    yield ratio_row("asyncfix cold / ty check", 1.0, costs)


def startup(folder: Path, rounds: int) -> Iterator[Row]:
    """What the user waits for before the first file is read."""
    rounds = max(rounds, 15)
    version, nothing = (ASYNCFIX[0], "--version"), (sys.executable, "-c", "")
    ours, bare = alternate(version, nothing, folder, rounds)
    alone = statistics.median(cost.wall for cost in bare)
    note = f"of it {1000 * alone:.1f} ms Python itself"
    yield Row("asyncfix --version (clock)", [1000 * cost.wall for cost in ours], 60, "ms", note)
    commands = [baseline("flake8", plugin, "--version") for plugin in ("with", "without")]
    with_us, without = alternate(*commands, folder, rounds)
    pairs = zip(with_us, without, strict=True)
    more = [1000 * (one.wall - other.wall) for one, other in pairs]
    yield Row("the plugin in flake8's start-up (clock)", more, 10, "ms", "differences")


def stubs(folder: Path, rounds: int) -> Iterator[Row]:
    """The dearest of our stubs, loaded for a file that uses its largest class."""
    del folder
    costs = {
        path: min(loading_time(path) for _ in range(max(rounds, 9)))
        for path in STUB_FOLDER.rglob("*.pyi")
    }
    dearest = max(costs, key=lambda path: costs[path])
    note = f"{dearest.relative_to(STUB_FOLDER)}, of {len(costs)}"
    yield Row("the dearest stub (processor)", [1000 * costs[dearest]], 3, "ms", note)


def loading_time(path: Path) -> float:
    """Seconds of processor time for loading the stub at *path* and ten methods of its largest class."""
    tree = ast.parse(path.read_bytes())
    classes = [stmt for stmt in tree.body if isinstance(stmt, ast.ClassDef)]
    largest = max(classes, key=lambda cls: len(cls.body), default=None)
    del tree
    # The garbage collector pauses while a file is checked.
    gc.collect()
    gc.disable()
    started = time.process_time()
    module = ModuleSummary(str(path), ModuleName(path.stem), read_stub(path), is_stub=True)
    module.names()
    if largest is not None:
        used = module.class_(f"{largest.name}:{largest.lineno}:0")
        for method in used.methods[:10]:
            function = module.function(method)
            assert (function.markers, function.returns) is not None
    spent = time.process_time() - started
    gc.enable()
    return spent


def scaling(folder: Path, rounds: int) -> Iterator[Row]:
    """The cost of a line when the same code is there ten times."""
    with tempfile.TemporaryDirectory() as name:
        one, ten = Path(name, "one"), Path(name, "ten")
        for number in range(10):
            shutil.copytree(folder, ten / f"copy{number}")
        shutil.copytree(folder, one / "copy0")
        command = (*COLD, "--jobs", "1")
        large, small = alternate((*command, ten.name), (*command, one.name), Path(name), rounds)
    pairs = zip(large, small, strict=True)
    growth = [many.cpu / few.cpu / 10 for many, few in pairs]
    yield Row("cost of a line in a tenfold project", growth, 1.1, "times", "")
    with tempfile.TemporaryDirectory() as name:
        for file, functions in (("few.py", 500), ("many.py", 5000)):
            Path(name, file).write_text(coroutine_functions(functions), encoding="utf-8")
        large, small = alternate((*command, "many.py"), (*command, "few.py"), Path(name), rounds)
    growth = [many.cpu / few.cpu / 10 for many, few in zip(large, small, strict=True)]
    yield Row("cost of a line in a tenfold file", growth, 1.1, "times", "")


def coroutine_functions(number: int) -> str:
    """A module of so many coroutine functions, each of which calls the one before."""
    return "import httpx\n" + "".join(
        f"\nasync def fetch_{here}(client, url):\n"
        f"    response = await client.get(url)\n"
        f"    return response or await fetch_{max(0, here - 1)}(client, url)\n"
        for here in range(number)
    )


def fixing(folder: Path, rounds: int) -> Iterator[Row]:
    """What the fixes cost on top of the report, against LibCST reading the touched files.

    The import of LibCST is counted on neither side, but told.
    """
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name, "code")

        def restore() -> None:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(folder, copy)

        restore()
        apply = (*COLD, "--jobs", "1", "--apply", "--unsafe-fixes", "code")
        run(apply, Path(name))
        touched = [str(path) for path in changed_files(copy, folder)]
        if not touched:
            print("nothing to fix in this folder: left out", file=sys.stderr)
            return
        originals = [str(folder / Path(path).relative_to(copy)) for path in touched]
        report = (*COLD, "--jobs", "1", "code")
        fixes, reports = alternate(apply, report, Path(name), rounds, before_first=restore)
        parses, bare = alternate(
            baseline("parse-concrete", *originals), baseline("parse-concrete"), Path(name), rounds
        )
        library, nothing = alternate(
            baseline("parse-concrete"), baseline("nothing"), Path(name), rounds
        )
    imported = statistics.median(a.cpu - b.cpu for a, b in zip(library, nothing, strict=True))
    ours = [a.cpu - b.cpu - imported for a, b in zip(fixes, reports, strict=True)]
    theirs = statistics.median(a.cpu - b.cpu for a, b in zip(parses, bare, strict=True))
    note = (
        f"{statistics.median(ours):.3f} s against {theirs:.3f} s for {len(touched)} files; "
        f"the import of LibCST {imported:.3f} s"
    )
    yield Row("fixing / libcst.parse_module", [one / theirs for one in ours], 0.5, "times", note)


def changed_files(copy: Path, folder: Path) -> Iterator[Path]:
    """The files of *copy* that differ from those of *folder*."""
    for path in copy.rglob("*.py"):
        if path.read_bytes() != (folder / path.relative_to(copy)).read_bytes():
            yield path


def one_changed(folder: Path, rounds: int) -> Iterator[Row]:
    """One changed file among ten thousand, with the cache of the run before."""
    with tempfile.TemporaryDirectory() as name:
        paths = fill(Path(name, "many"), folder, files=LARGE_FILES)
        command = (*ASYNCFIX, "--cache-dir", f"{name}/cache", "many")
        run(command, Path(name))
        walls = []
        for number in range(max(rounds, 5)):
            with paths[len(paths) // 2].open("ab") as changed:
                changed.write(f"\n# {number}\n".encode())
            walls.append(run(command, Path(name)).wall)
    note = f"{len(paths)} files"
    yield Row("one file changed of 10,000 (clock)", walls, 0.5, "s", note)


def memory(folder: Path, rounds: int) -> Iterator[Row]:
    """Peak memory of one process over a million lines."""
    del rounds
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name, "many"), folder, lines=LARGE_LINES)
        cost = run((*COLD, "--jobs", "1", "many"), Path(name))
    yield Row("memory over a million lines", [cost.memory / 1e6], 200, "MB", f"{cost.wall:.1f} s")


def fill(target: Path, folder: Path, *, files: int = 0, lines: int = 0) -> list[Path]:
    """Copy the code of *folder* into *target* again and again until there is enough of it."""
    sources = [(path, path.read_bytes().count(b"\n")) for path in sorted(folder.rglob("*.py"))]
    copied: list[Path] = []
    copied_lines = 0
    for number in itertools.count():
        for path, length in sources:
            if len(copied) >= files and copied_lines >= lines:
                return copied
            copy = target / f"copy{number}" / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            copied.append(copy)
            copied_lines += length
    raise AssertionError


USUAL: tuple[Callable[[Path, int], Iterator[Row]], ...] = (
    startup, stubs, flake8, parsing, ruff, ty, scaling, fixing,
)  # fmt: skip
LARGE = (one_changed, memory)


def copy_python_files(folder: Path, target: Path) -> int:
    """Copy the ``.py`` files below *folder*; returns their number."""
    count = 0
    for path in folder.rglob("*.py"):
        if path.is_file():
            copy = target / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            count += 1
    return count


def main() -> int:
    """Measure and print; 2 when the folder has no Python code, 1 when a check fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=sysconfig.get_path("purelib"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="the measurements with this word in the name")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--check", action="store_true", help="fail where a limit does not hold")
    arguments = parser.parse_args()
    is_over = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "code")
        count = copy_python_files(Path(arguments.folder).resolve(), folder)
        if not count:
            print(f"{arguments.folder}: no Python files", file=sys.stderr)
            return 2
        print(f"{count} files, {arguments.rounds} rounds\n{HEADER}")
        for measure in USUAL + LARGE * arguments.large:
            if arguments.only in measure.__name__:
                for row in measure(folder, arguments.rounds):
                    print(row, flush=True)
                    is_over |= row.is_over
    return int(arguments.check and is_over)


if __name__ == "__main__":
    sys.exit(main())
