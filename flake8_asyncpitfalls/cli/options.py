"""Every option of asyncfix, once: its name, its kind, where it may stand, and its help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from flake8_asyncpitfalls.reports import FORMATS
from flake8_asyncpitfalls.reports.look import GROUPS
from flake8_asyncpitfalls.settings import HELP, SEVERITIES

Kind = Literal["flag", "codes", "patterns", "text", "path", "jobs", "choice", "engine"]
"""``engine`` options fill a field of Settings; settings.py reads their values."""

DEFAULT_EXCLUDE = (
    ".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".nox", ".eggs", "*.egg",
)  # fmt: skip
"""What flake8 leaves out by default; with it, hidden folders and those of files.OTHERS_CODE."""


@dataclass(frozen=True, slots=True)
class Option:
    """*name* is the field's name, with underscores.

    *where*: ``all`` is read from [flake8], [tool.asyncfix] and the command line, ``own`` not from
    [flake8], ``line`` from the command line alone.
    """

    name: str
    kind: Kind
    help: str
    where: Literal["all", "own", "line"] = "own"
    choices: tuple[str, ...] = ()
    default: Any = None
    metavar: str = ""

    @property
    def key(self) -> str:
        """The name as it is written in files: with dashes, without ``asy-``."""
        return self.name.replace("_", "-")

    @property
    def is_shared(self) -> bool:
        """Whether flake8 has it, too, with ``asy-`` before its name."""
        return self.kind == "engine" or self.name == "cache_dir"

    @property
    def flag(self) -> str:
        """The name on the command line."""
        is_prefixed = self.kind == "engine" and self.name not in UNPREFIXED
        return f"--asy-{self.key}" if is_prefixed else f"--{self.key}"


UNPREFIXED = ("target_version", "library", "min_severity")
"""Engine options that the command line has without ``asy-`` as well."""

_CODES = "CODES"
_PATTERNS = "PATTERNS"

_METAVARS = {
    "file_library": "LIBRARY",
    "stubs": "DIRS",
    "enable": _CODES,
    "target_version": "VERSION",
    "library": "LIBRARY",
    "follow_imports": "HOW",
    "min_severity": "SEVERITY",
    "honour_peers": "yes|no",
}
"""What the help calls the value of an engine option, where that is not names of the user's code."""

OPTIONS: tuple[Option, ...] = (
    Option("select", "codes", "codes or names of the rules to report", "all", metavar=_CODES),
    Option("extend_select", "codes", "codes to report besides those", "all", metavar=_CODES),
    Option("ignore", "codes", "codes not to report", "all", metavar=_CODES),
    Option("extend_ignore", "codes", "more codes not to report", "all", metavar=_CODES),
    Option(
        "per_file_ignores", "text", "codes not to report in some files: 'tests/*: ASY1'", "all",
        metavar="'PATTERN: CODES'",
    ),
    Option(
        "exclude", "patterns", "files and directories to leave out", "all",
        default=DEFAULT_EXCLUDE, metavar=_PATTERNS,
    ),
    Option(
        "extend_exclude", "patterns", "more files and directories to leave out", "all",
        default=(), metavar=_PATTERNS,
    ),
    Option(
        "filename", "patterns", "names of the files to check in directories (default: *.py, *.ipynb)",
        "all", default=("*.py", "*.ipynb"), metavar=_PATTERNS,
    ),
    Option("disable_noqa", "flag", "report what '# noqa' comments suppress, too", "all"),
    Option(
        "output_format", "choice", f"one of {', '.join(FORMATS)}", choices=FORMATS,
        default="full", metavar="FORMAT",
    ),
    Option("output_file", "path", "write the report there", metavar="FILE"),
    Option(
        "fail_on", "choice", "least severity that makes the exit status 1: error, warning or note",
        choices=SEVERITIES, default="note", metavar="SEVERITY",
    ),
    Option(
        "group_by", "choice", "file, rule or end (where it stalls): below what findings are listed",
        choices=GROUPS, metavar="WHAT",
    ),
    Option("docs_url", "text", "address of the rules' pages, for reports that link", metavar="URL"),
    Option("statistics", "flag", "count the findings of each rule"),
    Option("baseline", "path", "do not report what this file lists", metavar="FILE"),
    Option("fixable", "codes", "codes to repair (default: all that can be)", metavar=_CODES),
    Option("unfixable", "codes", "codes not to repair", default=(), metavar=_CODES),
    Option("quiet", "flag", "print the findings alone: no counts, no notes, no progress"),
    Option("unsafe_fixes", "flag", "also carry out fixes that a person should look at"),
    Option(
        "propagate", "flag", "with --unsafe-fixes: make blocking helpers and their callers async",
        "line",
    ),
    Option("remove_unused_imports", "flag", "remove every import that the fixes made unused"),
    Option("try_fixes", "flag", "carry fixes out on trial: only what would be written counts as fixable"),
    Option("jobs", "jobs", "number of processes (default: one a core)", metavar="N"),
    Option("no_cache", "flag", "neither read nor write the cache"),
    Option(
        "cache_dir", "path", "directory of the cache; none: no cache", "all", metavar="DIR",
    ),
    Option("no_progress", "flag", "do not show progress"),
    Option(
        "color", "choice", "auto, always or never", choices=("auto", "always", "never"),
        default="auto", metavar="WHEN",
    ),
    Option("exit_zero", "flag", "exit with 0 even if something is found"),
    Option("exit_non_zero_on_fix", "flag", "exit with 1 when files were changed"),
    *(
        Option(name, "engine", text, "all", metavar=_METAVARS.get(name, "NAMES"))
        for name, text in HELP.items()
    ),
)  # fmt: skip

RUN_WIDE = (
    "output_format", "output_file", "fail_on", "group_by", "docs_url", "statistics", "baseline",
    "quiet", "propagate", "jobs", "no_cache", "cache_dir", "no_progress", "color", "exit_zero",
    "exit_non_zero_on_fix",
)  # fmt: skip
"""Options of a run, not of files: a pyproject.toml further down says nothing of them."""

BY_NAME = {option.name: option for option in OPTIONS}


def find_option(key: str) -> Option | None:
    """The option that a file calls *key*: with or without ``asy-``, dashes or underscores."""
    name = key.replace("-", "_")
    option = BY_NAME.get(name)
    if option is None and name.startswith("asy_"):
        option = BY_NAME.get(name.removeprefix("asy_"))
        return option if option and option.is_shared else None
    return option
