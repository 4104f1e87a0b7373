"""The command line: its options and what argparse makes of them."""

from __future__ import annotations

import argparse
import os
from typing import Any

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.cli.options import OPTIONS, UNPREFIXED, Option


def parse(argv: list[str]) -> argparse.Namespace:
    """What *argv* says: an option that is not there is not an attribute of the result.

    Exits with 2 and a line on standard error for an unknown option, with 0 after ``--help``.
    """
    return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="asyncfix",
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
        "--stdin-filename", metavar="FILE", help="the file that standard input (-) stands for"
    )
    group.add_argument("--version", action="version", version=f"asyncfix {__version__}")


def _add_config(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--config", metavar="FILE", help="read this config file and no other")
    group.add_argument("--isolated", action="store_true", help="read no config file")


def _add_option(group: argparse._ArgumentGroup, option: Option) -> None:
    flags = [option.flag]
    if option.name in UNPREFIXED:
        flags.append(f"--asy-{option.key}")
    if option.name == "jobs":
        flags.append("-j")
    if option.kind == "flag":
        group.add_argument(*flags, dest=option.name, action="store_true", help=option.help)
    else:
        text = option.help.replace("%", "%%")
        group.add_argument(*flags, dest=option.name, metavar=option.metavar, help=text)
