"""The flake8 door: options in, ``(line, column, text, type)`` out.

flake8 imports this module whenever it starts, whatever it then checks, so everything that takes
time is imported when the first file that is about async code arrives.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.printable import printable

if TYPE_CHECKING:
    import argparse
    import ast
    from collections.abc import Iterator, Sequence

    from flake8.options.manager import OptionManager

    from flake8_asyncpitfalls.finding import Finding
    from flake8_asyncpitfalls.findings_cache import FindingsCache
    from flake8_asyncpitfalls.reports.located import Located
    from flake8_asyncpitfalls.selection import Selection
    from flake8_asyncpitfalls.semantics.project.project import Project
    from flake8_asyncpitfalls.settings import Settings

Report = tuple[int, int, str, type]

_NAME = "flake8-asyncpitfalls[ASY]"
INTERNAL_ERROR = "ASY000"
"""The code of a line that tells of a bug in this package; no rule has it."""


class Plugin:
    """What flake8 makes for each file; the class holds what its options say.

    flake8 calls ``parse_options`` once in its own process and, where workers do not inherit its
    memory (start methods ``spawn`` and ``forkserver``), again in every worker: see ``_mp_init`` in
    https://github.com/PyCQA/flake8/blob/main/src/flake8/checker.py.
    """

    name = "flake8-asyncpitfalls"
    version = __version__

    _options: ClassVar[dict[str, Any]] = {}
    _paths: ClassVar[tuple[str, ...]] = ()
    _said: ClassVar[set[str]] = set()
    _flake8: ClassVar[argparse.Namespace]
    _cache: ClassVar[str] = ""
    _engine: ClassVar[Engine | None] = None

    def __init__(self, tree: ast.Module, filename: str, lines: Sequence[str]) -> None:
        """Take the parsed file, its path as flake8 names it, and its lines with their ends."""
        self.tree = tree
        self.filename = filename
        self.lines = lines

    @classmethod
    def add_options(cls, manager: OptionManager) -> None:
        """Register the ``asy-*`` options on the command line and in flake8's config files."""
        from flake8_asyncpitfalls.settings import DEFAULT_CACHE, HELP

        manager.add_option(
            "--asy-cache-dir",
            metavar="DIR",
            default=DEFAULT_CACHE,
            parse_from_config=True,
            help=f"where findings are kept for the next run; none: nowhere ({DEFAULT_CACHE})",
        )
        for name, text in HELP.items():
            manager.add_option(
                f"--asy-{name.replace('_', '-')}",
                metavar=name.upper(),
                default=None,
                parse_from_config=True,
                # Entries of asy-blocking hold spaces, at which flake8's lists are split.
                comma_separated_list=name == "stubs",
                normalize_paths=name == "stubs",
                help=text,
            )
        _start_at_config_file(manager)

    @classmethod
    def parse_options(
        cls, manager: OptionManager, options: argparse.Namespace, paths: list[str]
    ) -> None:
        """Keep what the options say; a value of no use ends flake8 with one line and status 2."""
        from flake8_asyncpitfalls.errors import SettingsError
        from flake8_asyncpitfalls.settings import HELP, enabled, parse_option

        cls._options, cls._paths, cls._engine = {}, tuple(paths), None
        cls._cache = str(getattr(options, "asy_cache_dir", None) or "")
        for name in HELP:
            value = getattr(options, f"asy_{name}", None)
            if not value:
                continue
            try:
                cls._options[name] = parse_option(name, value)
            except SettingsError as error:
                raise _refusal(name, error) from error
        if cls._options.get("stubs"):
            cls._check_stubs(cls._options["stubs"])
        cls._flake8 = options
        named = (*(options.select or ()), *(options.extend_select or ()))
        cls._options["enable"] = enabled(cls._options.get("enable", ()), named)
        if any(code.upper().startswith("ASY") for code in named):
            # A bug of ours is to be seen by whoever selects any of our codes.
            options.extend_select = [*(options.extend_select or ()), INTERNAL_ERROR]

    @staticmethod
    def _check_stubs(folders: tuple[str, ...]) -> None:
        from flake8_asyncpitfalls.errors import StubError
        from flake8_asyncpitfalls.stubs.checking import check_folders

        try:
            check_folders(folders)
        except StubError as error:
            raise _refusal("stubs", error) from error

    def run(self) -> Iterator[Report]:
        """The findings: line from 1, column from 0 in characters, code and message in one text.

        When this package has a bug, that is one line on the file: flake8 would end with all that
        other plugins found if an exception came out.
        """
        try:
            reports = [self._report(finding) for finding in self._findings()]
        except Exception as error:  # noqa: BLE001
            from flake8_asyncpitfalls.errors import described

            text = f"{INTERNAL_ERROR} internal error, the file is not checked: {described(error)}"
            reports = [(1, 0, printable(text), type(self))]
        yield from reports

    def _findings(self) -> Sequence[Located]:
        from flake8_asyncpitfalls.semantics.source.source import is_about_async

        text = "".join(self.lines)
        if not is_about_async(text.encode("utf-8", "surrogatepass")):
            return []
        from flake8_asyncpitfalls.errors import AsyncPitfallsError
        from flake8_asyncpitfalls.settings import MAX_SOURCE_BYTES

        if len(text) > MAX_SOURCE_BYTES:
            return self._leave_out(f"{self.filename}: too large to check")
        # flake8 writes ./ before what it found below the current directory; messages need it not.
        path = self.filename.removeprefix("./")
        try:
            data = _encoded(self.filename, text)
            return self._told(path, data, self._prepare().findings(path, data, self.tree))
        except AsyncPitfallsError as error:
            return self._leave_out(str(error))
        except (RecursionError, MemoryError):
            return self._leave_out(f"{self.filename}: nested too deeply to check")

    def _told(self, path: str, data: bytes, findings: Sequence[Finding]) -> Sequence[Located]:
        """What to say of *findings*: a defect once, unless a comment or an option is against it.

        flake8 would drop by itself what is not selected, and with it what that speaks for.
        """
        if not findings:
            return ()
        from flake8_asyncpitfalls.reports.located import SourceLines
        from flake8_asyncpitfalls.reports.once import tell_once
        from flake8_asyncpitfalls.selection import reported
        from flake8_asyncpitfalls.semantics.source.noqa import Suppressions

        suppressions = Suppressions("" if self._flake8.disable_noqa else data)
        settings = self._prepare().settings
        told = reported(findings, self.filename, _selection(self._flake8), suppressions, settings)
        lines = SourceLines(data)
        return tell_once(lines.locate(path, finding) for finding in told)

    def _leave_out(self, reason: str) -> list[Located]:
        """Say why a file is not checked, without stopping flake8's run over the others."""
        if reason not in self._said:
            print(printable(f"{_NAME}: {reason}"), file=sys.stderr)
        self._said.add(reason)
        return []

    @classmethod
    def _prepare(cls) -> Engine:
        """The engine of this process, made when the first file needs it."""
        if cls._engine is None:
            from flake8_asyncpitfalls.garbage import collection_off
            from flake8_asyncpitfalls.settings import Settings

            # Modules and the index stay: flake8's full collections would go over them all its run,
            # which took half a hundredth of a run in which nothing has changed.
            with collection_off():
                cls._engine = Engine(Settings(**cls._options), cls._paths, cls._cache)
        return cls._engine

    def _report(self, finding: Located) -> Report:
        return (
            finding.line,
            finding.column - 1,
            printable(f"{finding.code} {finding.message}"),
            type(self),
        )


class Engine:
    """Checks files in one process, unless an earlier run did and nothing has changed since."""

    def __init__(self, settings: Settings, paths: tuple[str, ...], cache_dir: str) -> None:
        """Take the settings, the paths that flake8 was given, and the cache folder or ``none``."""
        self.settings = settings
        self._paths = paths
        self._remembered: FindingsCache | None = None
        self._project: Project | None = None
        if cache_dir not in ("", "none"):
            from multiprocessing.util import Finalize

            from flake8_asyncpitfalls.findings_cache import FindingsCache

            self._remembered = FindingsCache(cache_dir, settings)
            # Workers of flake8 end without running what atexit holds.
            Finalize(None, self._save, exitpriority=1)

    def findings(self, path: str, data: bytes, tree: ast.Module) -> Sequence[Finding]:
        """The findings in the file at *path*, whose text in its own encoding is *data*.

        Raises SourceError and StubError as ``lint_source`` does.
        """
        if self._remembered is None:
            return self._lint(path, data, tree)
        from flake8_asyncpitfalls.content import text_digest

        content = text_digest(data)
        memory = self._remembered.findings_of(path)
        if memory is not None and memory[0] == content:
            return memory[1]
        findings = self._lint(path, data, tree)
        self._remembered.add(path, (content, tuple(findings)))
        return findings

    def _lint(self, path: str, data: bytes, tree: ast.Module) -> list[Finding]:
        from flake8_asyncpitfalls import lint

        if self._project is None:
            from flake8_asyncpitfalls.semantics.project.project import Project

            self._project = Project.for_files(self._paths, self.settings, None)
            self._project.consulted.is_kept = self._remembered is not None
        return lint.lint_source(path, data, self.settings, self._project, tree)

    def _save(self) -> None:
        if self._remembered is None:
            return
        if self._project is not None:
            self._remembered.add_consulted(self._project.consulted.take())
        # Where nothing was checked, the words that were read to see that nothing has changed are new.
        self._remembered.save()


def _selection(options: argparse.Namespace) -> Selection:
    """What flake8's own options select, for the findings that one of another code speaks for."""
    import os

    from flake8_asyncpitfalls.selection import Selection, parse_per_file

    try:
        per_file = parse_per_file(options.per_file_ignores or "", os.getcwd())
    except ValueError:
        per_file = ()  # flake8 says so itself
    select = None if options.select is None else tuple(options.select)
    ignore = (*(options.ignore or ()), *(options.extend_ignore or ()))
    return Selection(select, tuple(options.extend_select or ()), ignore, per_file)


def _encoded(path: str, text: str) -> bytes:
    """The bytes that *text* is in the encoding which its coding comment names."""
    from flake8_asyncpitfalls.errors import SourceError
    from flake8_asyncpitfalls.semantics.source.encoding import EncodingError, encode

    try:
        return encode(text)
    except EncodingError as error:
        raise SourceError(f"{path}: {error}") from error


def _start_at_config_file(manager: OptionManager) -> None:
    """Let folders in a config file be looked for beside it, whether their names have a slash or not.

    flake8 itself makes paths with a slash absolute and leaves other names to the current directory.
    ``cache-dir`` is what asyncfix calls it; only in files, where nothing can clash.
    """
    import os

    options: dict[str, Any] = getattr(manager, "config_options_dict", {})
    cache, stubs = options.get("asy_cache_dir"), options.get("asy_stubs")
    if cache is None or stubs is None:
        return
    split = stubs.normalize

    def cache_of(value: str, *folder: str) -> str:
        return value if value in ("", "none") else os.path.join(*folder, value)

    def stubs_of(value: str, *folder: str) -> list[str]:
        return [os.path.join(*folder, path) for path in split(value, *folder)]

    cache.normalize, stubs.normalize = cache_of, stubs_of
    options.setdefault("cache-dir", cache)


def _refusal(option: str, error: Exception) -> SystemExit:
    """What ends flake8 before it checks anything, the cause printed: status 2, as for wrong usage."""
    line = f"{_NAME}: error: asy-{option.replace('_', '-')}: {error}"
    print(printable(line), file=sys.stderr)
    return SystemExit(2)
