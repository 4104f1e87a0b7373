"""The actions that check nothing: ``--explain``, ``--list-rules``, ``--show-settings``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.cli.options import BY_NAME, OPTIONS
from flake8_asyncpitfalls.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from flake8_asyncpitfalls.cli.config import Configuration


def inform(arguments: argparse.Namespace) -> bool:
    """Do what *arguments* ask for if it is one of the actions that need no configuration."""
    if hasattr(arguments, "explain"):
        from flake8_asyncpitfalls.docs import explain

        _print_page(explain(arguments.explain))
        return True
    if hasattr(arguments, "list_rules"):
        from flake8_asyncpitfalls.docs import list_rules

        sys.stdout.write(list_rules())
        return True
    return False


def _print_page(page: str) -> None:
    if not sys.stdout.isatty():
        sys.stdout.write(page)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(page))


def show_settings(config: Configuration, paths: Sequence[str] = ()) -> None:
    """Print every option with its value and where that was written, and what *paths* have of their own."""
    for option in OPTIONS:
        origin = config.origins.get(option.name, "default")
        line = f"{option.key} = {_written(_value(option.name, config))}  # {origin}"
        print(printable(line))

    for path in paths:
        print(printable(_target_line(config, path)))


def _target_line(config: Configuration, path: str) -> str:
    """The Python that the file at *path* must run on, and where that was read."""
    from flake8_asyncpitfalls.semantics.project.target_python import Target, TargetPythons

    given = config.settings.target_version
    if given is not None:
        target = Target(given, config.origins.get("target_version", "default"))
    else:
        target = TargetPythons().of_file(path)
    version = f"Python {_written(target.version)} or newer" if target.version else "unknown"
    return f"{path}: {version}  # {target.origin or 'no project file names a Python'}"


def _value(name: str, config: Configuration) -> Any:
    if hasattr(config.settings, name):
        return getattr(config.settings, name) or None
    is_unset_flag = BY_NAME[name].kind == "flag" and config[name] is None
    return False if is_unset_flag else config[name]


def _written(value: Any) -> str:
    match value:
        case None | ():
            return "none"
        case bool():
            return str(value).lower()
        case (int(major), int(minor)):
            return f"{major}.{minor}"
        case list() | tuple():
            return ", ".join(_written(part) for part in value)
    if hasattr(value, "qualified_name"):
        name: str = value.qualified_name
        return f"{name} -> {value.instead}" if value.instead else name
    if hasattr(value, "pattern"):
        return f"{value.pattern}: {','.join(value.codes)}"
    return str(value)
