"""The random walk of ``cache_walk`` with what happens less often: checkouts, links, damage, odd paths.

``python tests/cache_walk_hard.py STEPS [SEED]`` walks on its own, in a folder of its own.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from cache_walk import MODULES, OPTIONS, Walk, run_steps, said

CACHE = ".asyncfix_cache"


class HardWalk(Walk):
    """A walk that also exchanges whole trees, and names files in more ways than one."""

    def edits(self) -> list[Callable[[], None]]:
        """Each way to change the project."""
        return [
            *super().edits(), self.checkout, self.checkout, self.rename_folder, self.link_module,
            self.link_folder, self.damage_cache, self.restore_cache, self.keep_cache,
            self.write_in_future, self.write_notebook, self.swap_modules, self.change_case,
            self.break_syntax, self.change_rights,
        ]  # fmt: skip

    def looks(self) -> list[Callable[[], None]]:
        """Each way to look at it."""
        return [
            *super().looks(), self.report_from_below, self.report_oddly, self.report_oddly,
            self.report_stdin, self.report_stdin, self.report_linked, self.report_as_json,
        ]  # fmt: skip

    def modules(self) -> list[Path]:
        """All modules that can be read; what is named to the command may be others, too."""
        return [path for path in super().modules() if _is_text(path)]

    def some(self) -> list[str]:
        """Some of the modules, whatever they have become."""
        names = [str(path.relative_to(self.folder)) for path in super().modules()]
        return sorted(self.random.sample(names, min(len(names), self.random.randrange(1, 6))))

    def checkout(self) -> None:
        """Another branch: what is in the tree now is kept, and what was kept comes back."""
        name = self.random.choice("ab")
        kept, tree = self.spare / f"branch-{name}", self.folder / "pkg"
        other = self.spare / "before"
        shutil.copytree(tree, other, symlinks=True)
        if kept.exists():
            # Like git: files that differ are written anew, all others stay as they are.
            for path in sorted(tree.rglob("*")):
                same = kept / path.relative_to(tree)
                if path.is_symlink() or (path.is_file() and not same.is_file()):
                    path.unlink()
            for path in sorted(kept.rglob("*")):
                target = tree / path.relative_to(kept)
                if path.is_dir() and not path.is_symlink():
                    target.mkdir(parents=True, exist_ok=True)
                elif path.is_file() and not _has_same_bytes(path, target):
                    target.write_bytes(path.read_bytes())
            shutil.rmtree(kept)
        other.rename(kept)

    def rename_folder(self) -> None:
        one, other = self.folder / "pkg/sub", self.folder / "pkg/other"
        if one.exists() and not other.exists():
            one.rename(other)
        elif other.exists() and not one.exists():
            other.rename(one)

    def swap_modules(self) -> None:
        """Two files change places, their times with them."""
        one, other = self.random.sample(self.modules(), 2)
        between = self.spare / "between.py"
        one.replace(between)
        other.replace(one)
        between.replace(other)

    def link_module(self) -> None:
        """A module becomes a link to another, or to what is not there."""
        one, other = self.random.sample(self.modules(), 2)
        one.unlink()
        near = os.path.relpath(other, one.parent)
        one.symlink_to(self.random.choice((near, other.name, "gone.py")))

    def link_folder(self) -> None:
        link = self.folder / "linked"
        if link.is_symlink():
            link.unlink()
        else:
            link.symlink_to(self.random.choice(("pkg", "pkg/sub")))

    def change_case(self) -> None:
        """A file gets a name that differs in its case alone, or its old one again."""
        path = self.random.choice(self.modules())
        other = path.with_name(path.name.swapcase())
        path.rename(other)
        if self.random.random() < 0.5:
            other.rename(path)

    def break_syntax(self) -> None:
        path = self.random.choice(self.modules())
        path.write_bytes(
            self.random.choice((b"", b"def f(:\n", b"\xff\xfe", b"\x00", b"# coding: nothing\n"))
        )

    def change_rights(self) -> None:
        """Nothing to the super-user; to all others, a file that cannot be read or can be again."""
        path = self.random.choice(self.modules())
        path.chmod(self.random.choice((0o000, 0o644, 0o644)))

    def write_in_future(self) -> None:
        path = self.random.choice(self.modules())
        path.write_text(self.text(_number(path)))
        later = time.time_ns() + 10**12
        os.utime(path, ns=(later, later))

    def write_notebook(self) -> None:
        lines = self.text(self.random.randrange(MODULES)).splitlines(keepends=True)
        cell = {"cell_type": "code", "source": lines, "metadata": {}, "outputs": []}
        book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        self.write("pkg/book.ipynb", json.dumps(book))

    def damage_cache(self) -> None:
        """Some entries are cut off, altered or empty, as after a full disk."""
        for path in self._entries(3):
            data = path.read_bytes()
            cut = self.random.randrange(len(data) + 1)
            path.write_bytes(
                self.random.choice((data[:cut], b"", data[:cut] + b"x" + data[cut + 1 :], data * 2))
            )

    def keep_cache(self) -> None:
        """What CI stores of a run."""
        kept = self.spare / "cache"
        shutil.rmtree(kept, ignore_errors=True)
        if (self.folder / CACHE).exists():
            shutil.copytree(self.folder / CACHE, kept)

    def restore_cache(self) -> None:
        """What CI has stored comes back, over what has been remembered since or instead of it."""
        kept, here = self.spare / "cache", self.folder / CACHE
        if self.random.random() < 0.5:
            shutil.rmtree(here, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, here, dirs_exist_ok=True)

    def report_oddly(self) -> None:
        """The same files by other spellings of their paths."""
        self.compare("--jobs", "1", *(self._spelled(name) for name in self.some()))

    def report_linked(self) -> None:
        self.compare("--jobs", "1", *(["linked"] if (self.folder / "linked").exists() else ["."]))

    def report_as_json(self) -> None:
        self.compare("--jobs", "2", "--output-format", "json", ".")

    def report_from_below(self) -> None:
        """From a folder inside of the project."""
        os.chdir(self.folder / "pkg")
        try:
            self.compare("--jobs", "1", ".")
        finally:
            os.chdir(self.folder)

    def report_stdin(self) -> None:
        """A text that an editor has not saved yet."""
        name = self.random.choice(self.some())
        text = self.text(self.random.randrange(MODULES)).encode()
        command = [*OPTIONS, *self.options, "--stdin-filename", self._spelled(name), "-"]
        warm, cold = (self._said_of(text, more, command) for more in ([], ["--no-cache"]))
        assert warm == cold, f"{self.log}\n{command}\nwarm:\n{warm}\ncold:\n{cold}"

    def _said_of(self, text: bytes, more: list[str], command: list[str]) -> str:
        with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(text))):
            return said(*more, *command)

    def _spelled(self, name: str) -> str:
        above = self.folder.name
        return self.random.choice(
            (name, f"./{name}", f"pkg/../{name}", str(self.folder / name), f"../{above}/{name}",
             name.replace("/", "//", 1), name.replace("pkg/", "linked/", 1), f"pkg/./../{name}")
        )  # fmt: skip

    def _entries(self, most: int) -> list[Path]:
        entries = sorted(path for path in (self.folder / CACHE).rglob("*") if path.is_file())
        return self.random.sample(entries, min(most, len(entries)))


def _number(path: Path) -> int:
    return int(path.stem[1:])


def _is_text(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return False
    return True


def _has_same_bytes(path: Path, other: Path) -> bool:
    return other.is_file() and other.read_bytes() == path.read_bytes()


if __name__ == "__main__":
    run_steps(HardWalk)
