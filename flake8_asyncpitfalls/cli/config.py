"""The configuration: defaults, [flake8], [tool.asyncfix], command line; the last one wins."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_asyncpitfalls.cli import notes
from flake8_asyncpitfalls.cli.codes import guess_of, unknown_codes
from flake8_asyncpitfalls.cli.options import BY_NAME, OPTIONS, find_option
from flake8_asyncpitfalls.cli.values import read_value
from flake8_asyncpitfalls.content import MAX_TEXT_BYTES, read_regular, read_text
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.selection import Selection
from flake8_asyncpitfalls.settings import (
    DEFAULT_CACHE,
    HELP,
    Settings,
    enabled,
    project_file_library,
)
from flake8_asyncpitfalls.stubs.checking import check_folders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from flake8_asyncpitfalls.cli.options import Option

FLAKE8_FILES = ("setup.cfg", "tox.ini", ".flake8")
"""In each directory the first of them with a [flake8] section counts, as in flake8."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """*values* and *origins* (where each was written) by option name, and what follows of them.

    *source* is the pyproject.toml that was read, if one was.
    """

    values: dict[str, Any]
    origins: dict[str, str]
    settings: Settings
    selection: Selection
    source: str = ""

    def __getitem__(self, name: str) -> Any:
        """The value of the option *name*."""
        return self.values[name]

    @property
    def cache_dir(self) -> str | None:
        """The folder in which runs leave what they learnt; None where nothing is to be kept."""
        folder = str(self["cache_dir"] or DEFAULT_CACHE)
        return None if self["no_cache"] or folder == "none" else folder


class _Entry(NamedTuple):
    """One option as it stands in one place: *place* names it in messages.

    *is_shared*: it stands in [flake8], where it speaks to other plugins as well.
    """

    option: Option
    value: Any
    origin: str
    place: str
    is_shared: bool = False


def load(arguments: argparse.Namespace, pyproject: Path | None = None) -> Configuration:
    """The configuration of a run in the current directory with the command line *arguments*.

    With *pyproject* that file's table counts instead of the nearest one's. Raises SettingsError, with a
    message that names the file and the key, for an unknown key, a broken value or a file that cannot be
    read, and StubError for a stub that is not understood.
    """
    values = {option.name: option.default for option in OPTIONS}
    origins = {}
    folder = pyproject.parent if pyproject else Path.cwd()
    if pyproject is None and not (hasattr(arguments, "config") or hasattr(arguments, "isolated")):
        pyproject = find_pyproject(folder)
    for entry in _entries(arguments, pyproject):
        _check_codes(entry)
        values[entry.option.name] = entry.value
        origins[entry.option.name] = entry.origin
    selection = Selection(
        values["select"],
        values["extend_select"] or (),
        (*(values["ignore"] or ()), *(values["extend_ignore"] or ())),
        values["per_file_ignores"] or (),
    )
    settings = _settings(values, selection, folder)
    return Configuration(values, origins, settings, selection, str(pyproject or ""))


def _check_codes(entry: _Entry) -> None:
    """Raise SettingsError for a code that no rule has; in [flake8] other plugins have codes too."""
    if entry.option.kind != "codes" and entry.option.name != "enable":
        return
    for code in unknown_codes(entry.value):
        if not entry.is_shared:
            guess = guess_of(code)
            raise SettingsError(f"{entry.place}: no rule has the code or name {code!r}{guess}")
        if re.match(r"ASY\d", code):
            notes.say(f"{entry.place}: no rule has the code {code!r}")


def _settings(values: dict[str, Any], selection: Selection, folder: Path) -> Settings:
    fields = {name: values[name] for name in HELP if values[name] is not None}
    if fields.get("stubs"):
        check_folders(fields["stubs"])
    fields["enable"] = enabled(fields.get("enable", ()), selection.named)
    if "file_library" not in fields:
        fields["file_library"] = project_file_library(folder)
    return Settings(**fields)


def _entries(arguments: argparse.Namespace, pyproject: Path | None) -> Iterator[_Entry]:
    config = getattr(arguments, "config", None)
    if config is not None:
        is_toml = config.endswith(".toml")
        yield from _toml_entries(Path(config)) if is_toml else _flake8_entries(Path(config))
    elif not hasattr(arguments, "isolated"):
        folder = Path.cwd()
        flake8_file = find_flake8_file(folder)
        yield from _flake8_entries(flake8_file) if flake8_file else ()
        yield from _toml_entries(pyproject) if pyproject else ()
    yield from _line_entries(arguments)


def find_flake8_file(folder: Path) -> Path | None:
    """The file with a [flake8] section that flake8 reads in *folder*, up to the home directory."""
    home = Path(os.path.expanduser("~"))
    for parent in (folder, *folder.parents):
        if parent == home and parent != folder:
            return None
        for name in FLAKE8_FILES:
            if _has_flake8_section(parent / name):
                return parent / name
    return None


def _has_flake8_section(path: Path) -> bool:
    try:
        data = read_regular(path, MAX_TEXT_BYTES)
    except OSError:
        return False
    return re.search(rb"^\[flake8(:local-plugins)?\]", data, re.MULTILINE) is not None


def find_pyproject(folder: Path) -> Path | None:
    """The nearest pyproject.toml at or above *folder* that has a table [tool.asyncfix]."""
    found = (own_pyproject(parent) for parent in (folder, *folder.parents))
    return next(filter(None, found), None)


def own_pyproject(folder: Path) -> Path | None:
    """The pyproject.toml in *folder* itself, if it has a table [tool.asyncfix]."""
    path = folder / "pyproject.toml"
    try:
        # Most have none, and a TOML parser takes time.
        has_name = b"asyncfix" in read_regular(path, MAX_TEXT_BYTES)
    except OSError:
        return None
    return path if has_name and _toml_table(path) is not None else None


def _flake8_entries(path: Path) -> Iterator[_Entry]:
    import configparser

    parser = configparser.RawConfigParser()
    try:
        parser.read_string(read_text(path), str(path))
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        raise SettingsError(f"{shown(path)}: {_one_line(error)}") from error
    for key, value in parser["flake8"].items() if parser.has_section("flake8") else ():
        option = find_option(key)
        is_ours = key.replace("-", "_").startswith("asy_")
        if is_ours and option is None:
            raise SettingsError(f"{shown(path)}: unknown key {key!r} in [flake8]{_guess(key)}")
        is_cache = option is not None and option.name == "cache_dir"
        is_read = option and option.where == "all" and (is_cache or is_ours == option.is_shared)
        if option and is_read and value.strip():
            place = f"{shown(path)}: [flake8] {key}"
            yield _read(option, value, path, place)._replace(is_shared=True)


def _toml_entries(path: Path) -> Iterator[_Entry]:
    for key, value in (_toml_table(path) or {}).items():
        option = find_option(key)
        if option is None:
            where = f"{shown(path)}: unknown key {key!r} in [tool.asyncfix]"
            raise SettingsError(f"{where}{_guess(key)}")
        yield _read(option, value, path, f"{shown(path)}: [tool.asyncfix] {key}")


def _toml_table(path: Path) -> dict[str, Any] | None:
    """The table [tool.asyncfix] of the file *path*, None if it has none."""
    import tomllib

    try:
        document = tomllib.loads(read_text(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{shown(path)}: {_one_line(error)}") from error
    table: object = document.get("tool", {}).get("asyncfix")
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{shown(path)}: [tool.asyncfix] is not a table")
    return table


def _read(option: Option, value: Any, path: Path, place: str) -> _Entry:
    try:
        read = read_value(option, value, str(path.parent))
    except SettingsError as error:
        raise SettingsError(f"{place}: {error}") from error
    return _Entry(option, read, shown(path), place)


def _line_entries(arguments: argparse.Namespace) -> Iterator[_Entry]:
    for name, text in vars(arguments).items():
        option = BY_NAME.get(name)
        if option is None:
            continue
        try:
            value = read_value(option, text, "")
        except SettingsError as error:
            raise SettingsError(f"{option.flag}: {error}") from error
        yield _Entry(option, value, "command line", option.flag)


def _guess(key: str) -> str:
    import difflib

    keys = [option.key for option in OPTIONS]
    keys += [f"asy-{name.replace('_', '-')}" for name in HELP]
    near = difflib.get_close_matches(key.replace("_", "-"), keys, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def shown(path: Path) -> str:
    """*path* as messages name it: relative to the current directory where that is shorter."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _one_line(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return " ".join((text or type(error).__name__).split())
