"""A random walk of edits over a generated project, each warm run held against one without memory.

``python tests/cache_walk.py STEPS [SEED]`` walks on its own, in a folder of its own.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flake8_asyncpitfalls import asked, findings_cache
from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.plugin import Engine
from flake8_asyncpitfalls.settings import FollowImports, Settings

MODULES = 30
OPTIONS = ("--output-format", "concise", "--no-progress", "--asy-follow-imports", "environment")
BLOCKING, HARMLESS = "time.sleep(1)", "time.sleeq(1)"
STUBS = {
    "none": "",
    "blocks": '@blocks("http")\ndef fetch(): ...\n',
    "plain": "def fetch(): ...\n",
    "coroutine": "async def fetch(): ...\n",
}
LIBRARIES = {
    "sync": "def fetch():\n    return 1\n",
    "async": "async def fetch():\n    return 1\n",
    "other": "def fetch_all():\n    return 1\n",
}


class Walk:
    """The project in *folder*, which must be the working directory, and what happens to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder / "project"
        self.site = folder / "site"
        self.spare = folder / "spare"
        for path in (self.folder / "pkg/sub", self.site, self.spare, self.folder / "stubs"):
            path.mkdir(parents=True)
        self.write("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '>=3.11'\n")
        self.write("pkg/__init__.py", "")
        self.write("pkg/sub/__init__.py", "")
        self.write("stubs/known.pyi", STUBS["blocks"])
        for number in range(MODULES):
            self.write(self.home(number), self.text(number))
        self.options: list[str] = []
        self.log: list[str] = []

    def step(self) -> None:
        """Change something, look at it in one way or another, and compare."""
        while len(self.modules()) < MODULES - 5:
            self.restore()
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 3))):
            edit = self.random.choice(self.edits())
            self.log.append(edit.__name__)
            edit()
        look = self.random.choice(self.looks())
        self.log.append(look.__name__)
        look()

    def edits(self) -> list[Callable[[], None]]:
        """Each way to change the project."""
        return [
            self.rewrite, self.rewrite, self.edit_of_same_size, self.edit_of_same_size,
            self.replace_by_older_file, self.move, self.delete, self.restore, self.shadow,
            self.change_package, self.change_stub, self.change_settings, self.change_python,
            self.change_library, self.change_bases, self.change_bases, self.change_method,
            self.change_method, self.change_nested_settings,
        ]  # fmt: skip

    def looks(self) -> list[Callable[[], None]]:
        """Each way to look at it."""
        return [
            self.report, self.report, self.report_some, self.report_some, self.ask_plugin,
            self.ask_plugin, self.apply, self.report_in_parallel,
        ]  # fmt: skip

    def home(self, number: int) -> str:
        """Where module *number* belongs."""
        return f"{('pkg', 'pkg/sub', 'pkg')[number % 3]}/m{number}.py"

    def text(self, number: int) -> str:
        """A module that calls others, blocks or not, and forgets to await or not."""
        others = [self.random.randrange(MODULES) for _ in range(3)]
        names = [self.home(other)[:-3].replace("/", ".") for other in others]
        imports = [
            f"from {name} import f{other}, g{other}, K{other}"
            for name, other in zip(names, others, strict=True)
        ]
        helper = self.random.choice(
            (BLOCKING, HARMLESS, f"f{others[0]}()", f"f{others[1]}()", "known.fetch()", "pass")
        )
        body = self.random.choice(
            (f"f{others[2]}()", f"f{number}()", f"g{others[0]}()", f"await g{others[1]}()",
             "lib.fetch()", "known.fetch()", BLOCKING)
        )  # fmt: skip
        lines = [
            "import time", "import known, lib", "from abc import ABC, abstractmethod", *imports, "",
            f"def f{number}():", f"    {helper}", "",
            f"async def g{number}(base: K{number}, other: K{others[1]}):",
            f"    {body}", "    await h()", f"    {self.use(number, others)}", "",
            "async def h():", "    pass", "", *self.class_lines(number, others), "",
        ]  # fmt: skip
        return "\n".join(lines)

    def use(self, number: int, others: list[int]) -> str:
        """A call of a method, of this module's class or of another's."""
        return self.random.choice(
            ("base.m()", "other.m()", f"K{number}().m()", f"K{others[0]}().run()", "other.run()")
        )

    def class_lines(self, number: int, others: list[int]) -> list[str]:
        """A class with a base of this or another module, whose method is abstract, blocks or not."""
        base = self.random.choice(
            ("ABC", f"K{others[0]}", f"K{others[1]}", f"K{others[0]}, K{others[2]}", "object")
        )
        body = self.random.choice((BLOCKING, HARMLESS, "super().m()", "self.n()", "pass"))
        mark = self.random.choice(("    @abstractmethod\n", "", ""))
        method = self.random.choice(("m", "m", "n", "run"))
        is_async = self.random.choice(("", "", "async "))
        return [
            f"class K{number}({base}):",
            f"{mark}    {is_async}def {method}(self):", f"        {body}",
            "    def twice(self):", "        self.m()",
        ]  # fmt: skip

    def modules(self) -> list[Path]:
        """All modules there are."""
        return sorted(self.folder.glob("pkg/**/m*.py"))

    def write(self, name: str, text: str) -> None:
        """Make or change a file of the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def rewrite(self) -> None:
        path = self.random.choice(self.modules())
        path.write_text(self.text(int(path.stem[1:])))

    def edit_of_same_size(self) -> None:
        """Another text of the same length, with the times of the old one."""
        path = self.random.choice(self.modules())
        status = path.stat()
        text = path.read_text()
        is_blocking = BLOCKING in text
        old, new = (BLOCKING, HARMLESS) if is_blocking else (HARMLESS, BLOCKING)
        path.write_text(text.replace(old, new))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def replace_by_older_file(self) -> None:
        path = self.random.choice(self.modules())
        other = self.spare / path.name
        other.write_text(self.text(int(path.stem[1:])))
        os.utime(other, ns=(10**18, 10**18))
        other.replace(path)

    def move(self) -> None:
        path = self.random.choice(self.modules())
        other = self.random.choice(("pkg/sub", "pkg", "pkg/more"))
        (self.folder / other).mkdir(exist_ok=True)
        path.replace(self.folder / other / path.name)

    def delete(self) -> None:
        self.random.choice(self.modules()).unlink()

    def restore(self) -> None:
        number = self.random.randrange(MODULES)
        self.write(self.home(number), self.text(number))

    def shadow(self) -> None:
        """A module or package of the same name, where imports look earlier or later."""
        number = self.random.randrange(MODULES)
        place = self.random.choice(
            (f"pkg/m{number}/__init__.py", f"src/pkg/m{number}.py", "lib.py", "pkg/known.py",
             "known/__init__.py")
        )  # fmt: skip
        path = self.folder / place
        if path.exists():
            path.unlink()
        else:
            self.write(place, self.text(number).replace(f"f{number}(", "fetch("))

    def change_bases(self) -> None:
        """One class gets another base and keeps everything else."""
        path = self.random.choice(self.modules())
        text = path.read_text()
        known = re.findall(r"import .*\b(K\d+)", text) or ["object"]
        path.write_text(
            re.sub(r"(class K\d+)\(.*\)", rf"\1({self.random.choice([*known, 'ABC'])})", text)
        )

    def change_method(self) -> None:
        """A class gets or loses an implementation of what another file declares."""
        path = self.random.choice(self.modules())
        text = path.read_text()
        marked = "    @abstractmethod\n"
        old, new = self.random.choice(
            (("def m(self)", "def m2(self)"), ("def m2(self)", "def m(self)"),
             ("def n(self)", "def m(self)"), (marked, ""), ("    def m(self)", f"{marked}    def m(self)"),
             ("    def m(self)", "    async def m(self)"), ("async def m(self)", "def m(self)"))
        )  # fmt: skip
        path.write_text(text.replace(old, new))

    def change_nested_settings(self) -> None:
        """A folder of its own is a project of its own, or no longer."""
        name = self.random.choice(("pkg/pyproject.toml", "pkg/sub/pyproject.toml"))
        text = self.random.choice(
            ("", "[project]\nname = 'y'\nrequires-python = '>=3.8'\n",
             "[tool.asyncfix]\nasy-nonblocking = ['time.sleep']\n",
             "[tool.asyncfix]\nselect = ['ASY2']\ntarget-version = '3.13'\n")
        )  # fmt: skip
        (self.folder / name).unlink(missing_ok=True)
        if text:
            self.write(name, text)

    def change_package(self) -> None:
        name = f"{self.random.choice(('pkg', 'pkg/sub'))}/__init__.py"
        if (self.folder / name).exists():
            (self.folder / name).unlink()
        else:
            self.write(name, "")

    def change_stub(self) -> None:
        path = self.folder / "stubs/known.pyi"
        path.unlink(missing_ok=True)
        text = STUBS[self.random.choice(list(STUBS))]
        if text:
            other = self.spare / "known.pyi"
            other.write_text(text)
            os.utime(other, ns=(10**18, 10**18))
            other.replace(path)

    def change_settings(self) -> None:
        self.options = self.random.choice(
            ([], ["--asy-stubs", "stubs"], ["--asy-nonblocking", "pkg.m3.f3,pkg.m6.f6"])
        )

    def change_python(self) -> None:
        version = self.random.choice(("3.8", "3.11", "3.13"))
        self.write("pyproject.toml", f"[project]\nname = 'x'\nrequires-python = '>={version}'\n")

    def change_library(self) -> None:
        shutil.rmtree(self.site / "lib", ignore_errors=True)
        for ending in (".py", ".pyi"):
            (self.site / f"lib{ending}").unlink(missing_ok=True)
        text = LIBRARIES[self.random.choice(list(LIBRARIES))]
        kind = self.random.choice(("none", "lib.py", "lib.pyi", "lib/__init__.py"))
        if kind != "none":
            (self.site / kind).parent.mkdir(exist_ok=True)
            (self.site / kind).write_text(text)

    def report(self) -> None:
        self.compare("--jobs", "1", "pkg")

    def report_in_parallel(self) -> None:
        self.compare("--jobs", "2", "pkg")

    def report_some(self) -> None:
        self.compare("--jobs", "1", *self.some())

    def some(self) -> list[str]:
        """Some of the modules, as pre-commit names them."""
        names = [str(path.relative_to(self.folder)) for path in self.modules()]
        return sorted(self.random.sample(names, min(len(names), self.random.randrange(1, 6))))

    def compare(self, *arguments: str) -> None:
        """The same run with and without memory says the same."""
        command = [*OPTIONS, *self.options, *arguments]
        warm = said(*command)
        cold = said("--no-cache", *command)
        assert warm == cold, f"{self.log}\n{command}\nwarm:\n{warm}\ncold:\n{cold}"
        if asked.SETTLED < 1_000_000_000 and self.random.randrange(2):
            # Once files count as old, one run notes what it asked, and the next asks only that.
            time.sleep(2 * asked.SETTLED / 1e9)
            again = [said(*command) for _ in range(3)]
            assert again == [warm] * 3, f"{self.log}\n{command}\nwarm:\n{warm}\nagain:\n{again}"
            for _ in range(self.random.randrange(4)):
                self.change_one(command)

    def change_one(self, command: list[str]) -> None:
        """A source changes that a run has just looked at, which knows then that all else is the same."""
        edit = self.random.choice(
            (
                self.rewrite,
                self.edit_of_same_size,
                self.change_bases,
                self.change_method,
                self.comment,
            )
        )
        edit()
        self.log.append(f"{edit.__name__} alone")
        if self.random.randrange(4):
            time.sleep(2 * asked.SETTLED / 1e9)
        warm, cold = said(*command), said("--no-cache", *command)
        assert warm == cold, f"{self.log}\n{command}\nwarm:\n{warm}\ncold:\n{cold}"

    def comment(self) -> None:
        """All lines of a module move, or its last one is another."""
        path = self.random.choice(self.modules())
        text, more = path.read_text(), f"# {self.random.randrange(1000)}\n"
        path.write_text(self.random.choice((more + text, text + more)))

    def apply(self) -> None:
        """Fixes, too, are those that a run without memory makes, in files and in words."""
        copy = self.spare / "copy"
        shutil.copytree(self.folder, copy, symlinks=True)
        command = [*OPTIONS, *self.options, "--apply", "--jobs", "1", *self.some()]
        warm = said(*command)
        os.chdir(copy)
        cold = said("--no-cache", *command)
        os.chdir(self.folder)
        assert warm == cold, f"{self.log}\nwarm:\n{warm}\ncold:\n{cold}"
        for path in filter(Path.is_file, self.modules()):
            same = copy / path.relative_to(self.folder)
            assert path.read_bytes() == same.read_bytes(), f"{self.log}\n{path}"
        shutil.rmtree(copy)

    def ask_plugin(self) -> None:
        """What the engine behind flake8 says of some files, and leaves behind for others."""
        stubs = ("stubs",) if "--asy-stubs" in self.options else ()
        nonblocking = self.options[1].split(",") if "--asy-nonblocking" in self.options else ()
        settings = Settings(
            stubs=stubs, nonblocking=tuple(nonblocking), follow_imports=FollowImports.ENVIRONMENT
        )
        paths = [path for path in self.some() if _tree(path) is not None]
        warm = Engine(settings, tuple(paths), ".asyncfix_cache")
        cold = Engine(settings, tuple(paths), "none")
        for path in paths:
            data, tree = Path(path).read_bytes(), _tree(path)
            assert tree is not None
            ours, theirs = (engine.findings(path, data, tree) for engine in (warm, cold))
            assert plain(ours) == plain(theirs), f"{self.log}\n{path}"
        warm._save()  # what ends a process of flake8


def _tree(path: str) -> ast.Module | None:
    """What flake8 gives to plugins; nothing for a file that it complains of by itself."""
    try:
        return ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None


def plain(findings: object) -> list[tuple[object, ...]]:
    """What flake8 says of *findings*."""
    return [(one.code, one.message, one.span) for one in findings]  # type: ignore[attr-defined]


def said(*arguments: str) -> str:
    """All that the command says, and its status."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(list(arguments))
    return f"{out.getvalue()}\n{err.getvalue()}\n{status}"


@contextlib.contextmanager
def walking(folder: Path, seed: int, kind: type[Walk] = Walk) -> Iterator[Walk]:
    """A walk in *folder*, with its libraries where installed ones are looked for."""
    before, path = os.getcwd(), list(sys.path)
    walk = kind(folder, seed)
    os.chdir(walk.folder)
    settled, settled_for_runs = findings_cache._SETTLED, asked.SETTLED
    if seed % 2:
        # Longer than the tick of the system's clock, short enough that files come to count as old.
        findings_cache._SETTLED = asked.SETTLED = 30_000_000
    wait = findings_cache._WAIT
    if seed % 3 == 0:
        # As if all projects were so large that a few new findings are not stored at once.
        findings_cache._WAIT = 0
    sys.path.insert(0, str(walk.site))
    try:
        yield walk
    finally:
        findings_cache._WAIT = wait
        findings_cache._SETTLED, asked.SETTLED = settled, settled_for_runs
        os.chdir(before)
        sys.path[:] = path


def run_steps(kind: type[Walk]) -> None:
    """As many steps of a walk as the command line says, from the seed that it names."""
    steps = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as name, walking(Path(name), seed, kind) as walk:
        for number in range(steps):
            walk.step()
            walk.log = walk.log[-40:]
            if number % 50 == 49:
                print(f"{number + 1} steps", flush=True)
    print(f"{steps} steps, seed {seed}: every warm run said what one without memory says")


if __name__ == "__main__":
    run_steps(Walk)
