"""``--watch``: report again whenever a file, the settings or the user's stubs change.

Each report is made by a process of its own: what one run keeps in memory of files, folders and
settings holds for that run only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.cli import files
from flake8_asyncpitfalls.cli.config import FLAKE8_FILES
from flake8_asyncpitfalls.cli.per_folder import Configurations
from flake8_asyncpitfalls.errors import SettingsError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

INTERVAL = 0.3
_SETTINGS = (*FLAKE8_FILES, "pyproject.toml", ".gitignore")


def watch(arguments: argparse.Namespace, args: Sequence[str], configs: Configurations) -> int:
    """Report as *args*, which *arguments* were read from, say, now and after each change, until Ctrl-C.

    *configs* are the settings of the start; later ones that cannot be read are told, and the next
    change is waited for. Raises SettingsError for standard input, which cannot change.
    """
    named = list(getattr(arguments, "paths", ()))
    if "-" in named:
        raise SettingsError("--watch: standard input cannot be watched")
    command = [sys.executable, "-P", "-m", "flake8_asyncpitfalls.cli.main", *_without_watch(args)]
    while True:
        before = _stamps(named, configs)
        sys.stdout.flush()
        subprocess.run(command, check=False)
        print("watching for changes; Ctrl-C ends", file=sys.stderr, flush=True)
        while _stamps(named, configs) == before:
            time.sleep(INTERVAL)
        configs = _read_again(arguments, configs)


def _without_watch(args: Sequence[str]) -> Iterator[str]:
    end = args.index("--") if "--" in args else len(args)
    for place, arg in enumerate(args):
        if arg != "--watch" or place > end:
            yield arg


def _read_again(arguments: argparse.Namespace, configs: Configurations) -> Configurations:
    """The settings as they are now; the last that could be read where these cannot."""
    try:
        return Configurations(arguments)
    except SettingsError:
        return configs


def _stamps(named: list[str], configs: Configurations) -> dict[str, tuple[int, int]]:
    """Size and time of all that a report rests on."""
    try:
        paths = files.find_files_with(named, configs.filters).paths
    except SettingsError:
        paths = []
    stamps = {}
    for path in (*paths, *_settings_files(paths), *_stubs(configs)):
        try:
            status = os.stat(path)
        except OSError:
            continue
        stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps


def _settings_files(paths: Sequence[str]) -> Iterator[str]:
    """Where settings of *paths* and of the current directory may stand, in the folders above them."""
    seen: set[str] = set()
    for start in (os.getcwd(), *map(os.path.dirname, map(os.path.abspath, paths))):
        folder = start
        while folder not in seen:
            seen.add(folder)
            yield from (os.path.join(folder, name) for name in _SETTINGS)
            folder = os.path.dirname(folder)


def _stubs(configs: Configurations) -> Iterator[str]:
    for top in configs.run.settings.stubs:
        for folder, _, names in os.walk(top):
            yield from (os.path.join(folder, name) for name in names if name.endswith(".pyi"))
