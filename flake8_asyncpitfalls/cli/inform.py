"""The actions that check nothing: ``--explain``, ``--list-rules``, ``--show-settings``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from flake8_asyncpitfalls.cli.options import BY_NAME, OPTIONS
from flake8_asyncpitfalls.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from flake8_asyncpitfalls.cli.config import Configuration
    from flake8_asyncpitfalls.cli.per_folder import Configurations


def inform(arguments: argparse.Namespace) -> bool:
    """Do what *arguments* ask for if it is one of the actions that need no configuration."""
    if hasattr(arguments, "explain"):
        from flake8_asyncpitfalls.docs import explain

        _print_page(explain(arguments.explain), getattr(arguments, "color", "auto"))
        return True
    if hasattr(arguments, "print_completion"):
        from flake8_asyncpitfalls.cli.arguments import completion

        sys.stdout.write(completion(arguments.print_completion))
        return True
    if hasattr(arguments, "list_rules"):
        from flake8_asyncpitfalls.docs import list_rules

        sys.stdout.write(list_rules())
        return True
    return False


def _print_page(page: str, choice: str) -> None:
    if not sys.stdout.isatty():
        sys.stdout.write(page)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    # As everywhere: an empty NO_COLOR means nothing.
    Console(no_color=choice == "never" or bool(os.environ.get("NO_COLOR"))).print(Markdown(page))


def show_settings(configs: Configurations, paths: Sequence[str] = ()) -> None:
    """Print every option with its value and where that was written, and what *paths* have of their own.

    Files of several configurations stand one after the other. With the output format ``json`` it is a
    document for programs.
    """
    if configs.run["output_format"] == "json":
        print(_settings_document(configs, paths))
        return
    groups = configs.groups(paths)
    for config, members in groups:
        if len(groups) > 1:
            print(printable(f"{', '.join(members)}:"))
        for option in OPTIONS:
            origin = config.origins.get(option.name, "default")
            line = f"{option.key} = {_written(_value(option.name, config))}  # {origin}"
            print(printable(line))
        for path in members:
            print(printable(_target_line(config, path)))


def _settings_document(configs: Configurations, paths: Sequence[str]) -> str:
    """The settings of the first file, or of the run; of other files those that have others."""
    import json

    first = configs.of_file(paths[0]) if paths else configs.run
    files: dict[str, Any] = {}
    for path in paths:
        config = configs.of_file(path)
        files[path] = dict(zip(("python", "origin"), _target(config, path), strict=True))
        if config is not first:
            files[path]["settings"] = _settings_of(config)
    return json.dumps({"settings": _settings_of(first), "files": files}, indent=2)


def _settings_of(config: Configuration) -> dict[str, Any]:
    return {
        option.key: {
            "value": _plain(_value(option.name, config)),
            "origin": config.origins.get(option.name, "default"),
        }
        for option in OPTIONS
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, tuple) and value[:1] and isinstance(value[0], int):
        return _written(value)
    return (
        [_written(part) for part in value] if isinstance(value, tuple | list) else _written(value)
    )


def _target_line(config: Configuration, path: str) -> str:
    """The Python that the file at *path* must run on, and where that was read."""
    version, origin = _target(config, path)
    shown = f"Python {version} or newer" if version else "unknown"
    return f"{path}: {shown}  # {origin or 'no project file names a Python'}"


def _target(config: Configuration, path: str) -> tuple[str | None, str]:
    from flake8_asyncpitfalls.semantics.project.target_python import Target, TargetPythons

    given = config.settings.target_version
    if given is not None:
        target = Target(given, config.origins.get("target_version", "default"))
    else:
        target = TargetPythons().of_file(path)
    return (_written(target.version) if target.version else None), target.origin


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
