"""The command line: its options and what argparse makes of them."""

from __future__ import annotations

import argparse
import os
import re
from typing import Any, NoReturn

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.cli.options import OPTIONS, UNPREFIXED, Option
from flake8_asyncpitfalls.errors import SettingsError


def parse(argv: list[str]) -> argparse.Namespace:
    """What *argv* says: an option that is not there is not an attribute of the result.

    Exits with 2 and a line on standard error for an unknown option, with 0 after ``--help``.
    """
    reason = "--add-noqa="
    return _parser().parse_args(
        [
            part
            for word in argv
            for part in (
                ("--add-noqa", f"--noqa-reason={word.removeprefix(reason)}")
                if word.startswith(reason)
                else (word,)
            )
        ]
    )


def completion(shell: str) -> str:
    """What *shell* (``bash``, ``zsh``, ``tcsh``) must read to complete the command's words.

    Raises SettingsError for another shell, and where shtab is not installed.
    """
    try:
        import shtab
    except ModuleNotFoundError as error:
        text = "completion needs shtab: pip install 'flake8-asyncpitfalls[completion]'"
        raise SettingsError(f"--print-completion: {text}") from error
    if shell not in shtab.SUPPORTED_SHELLS:
        known = ", ".join(shtab.SUPPORTED_SHELLS)
        raise SettingsError(f"--print-completion: not one of {known}: {shell!r}")
    return str(shtab.complete(_parser(), shell))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="asyncfix",
        usage="asyncfix [OPTIONS] [PATH ...]\n       asyncfix server | docs [OPTIONS]",
        description="Find and repair what makes asynchronous Python slow, stuck or silently wrong.",
        epilog="Exit status: 0 nothing found, 1 findings remain, 2 wrong usage or unreadable file.",
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and directories (default: .); - is stdin"
    )
    _add_actions(parser.add_argument_group("what to do"))
    _add_config(parser.add_argument_group("configuration"))
    common = parser.add_argument_group("options (also in [tool.asyncfix] of pyproject.toml)")
    engine = parser.add_argument_group("what is known of your code (also in [flake8] as asy-...)")
    for option in OPTIONS:
        _add_option(engine if option.kind == "engine" else common, option)
    return parser


_ELSEWHERE = {
    "--fix": "--apply",
    "--fix-only": "--apply",
    "--format": "--output-format",
    "--ignore-noqa": "--disable-noqa",
    "--show-fixes": "--diff",
    "--unsafe": "--unsafe-fixes",
    "--rule": "--explain",
    "--line-length": "",
    "--max-line-length": "",
}
"""What other tools call an option, and what it is called here; nothing where there is none."""


class _Parser(argparse.ArgumentParser):
    """One that says which option may have been meant."""

    def error(self, message: str) -> NoReturn:
        unknown = re.match(r"unrecognized arguments: (-\S+)", message)
        if unknown:
            near = self._near(unknown[1].partition("=")[0])
            message += f"; did you mean {near}?" if near else ""
        self.exit(
            2, f"asyncfix: error: {message}\n{self.format_usage()}All options: asyncfix --help\n"
        )

    def _near(self, flag: str) -> str:
        if flag in _ELSEWHERE:
            return _ELSEWHERE[flag]
        from difflib import get_close_matches

        known = [name for action in self._actions for name in action.option_strings]
        return next(iter(get_close_matches(flag, known, n=1)), "")


def _formatter(prog: str, **options: Any) -> argparse.HelpFormatter:
    """The usual one, which would import shutil to learn the width, even to show nothing."""
    try:
        width = os.get_terminal_size().columns
    except OSError:
        width = 100
    return argparse.HelpFormatter(prog, width=min(width, 100) - 2, **options)


def _add_actions(group: argparse._ArgumentGroup) -> None:
    modes = group.add_mutually_exclusive_group()
    for flag, text in (
        ("--diff", "print the fixes as a unified diff; write nothing"),
        ("--apply", "write the safe fixes (with --unsafe-fixes: all)"),
        ("--add-noqa", "write a '# noqa' comment on every line with a finding"),
        ("--list-rules", "list all rules"),
        ("--show-settings", "print the settings and where they come from"),
        ("--watch", "report again whenever a file changes"),
    ):
        modes.add_argument(flag, action="store_true", help=text)
    modes.add_argument(
        "--reveal", metavar="FILE:LINE:COL", help="tell what is known of an expression"
    )
    modes.add_argument("--explain", metavar="RULE", help="explain a rule, by code or name")
    modes.add_argument(
        "--write-baseline", metavar="FILE", help="write a baseline with all present findings"
    )
    group.add_argument(
        "--unused-noqa",
        action="store_true",
        help="report '# noqa' comments with our codes that suppress nothing; with --apply remove them",
    )
    group.add_argument(
        "--noqa-reason",
        metavar="REASON",
        help="with --add-noqa (also --add-noqa=REASON): what to write behind the codes",
    )
    group.add_argument(
        "--stdin-filename", metavar="FILE", help="the file that standard input (-) stands for"
    )
    group.add_argument(
        "--print-completion", metavar="SHELL", help="print completion for bash, zsh or tcsh"
    )
    group.add_argument("-V", "--version", action="version", version=f"asyncfix {__version__}")


def _add_config(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--config", metavar="FILE", help="read this config file and no other")
    group.add_argument("--isolated", action="store_true", help="read no config file")


_SHORT = {"jobs": ("-j",), "no_cache": ("-n",), "output_file": ("-o",), "quiet": ("-q",)}


def _add_option(group: argparse._ArgumentGroup, option: Option) -> None:
    flags = [option.flag]
    if option.name in UNPREFIXED or option.name == "cache_dir":
        flags.append(f"--asy-{option.key}")
    flags += _SHORT.get(option.name, ())
    if option.kind == "flag":
        group.add_argument(*flags, dest=option.name, action="store_true", help=option.help)
    else:
        text = option.help.replace("%", "%%")
        group.add_argument(*flags, dest=option.name, metavar=option.metavar, help=text)
