"""Attributes and modules that are named by a text."""

import importlib
import sys
from importlib import import_module
from pathlib import Path

paths = importlib.import_module("pathlib")
library = import_module(sys.argv[1])
relative = import_module(".pathlib", "x")


class Page:
    def __init__(self) -> None:
        self.path = Path("x")

    async def show(self, name: str):
        path = getattr(self, "path", None)
        if path is not None:
            path.read_text()  # error: 12
        getattr(self, "path").read_text()  # error: 8
        getattr(self.path, "read_text")()  # error: 8
        other = getattr(self, name, None)
        other.read_text()
        unknown = getattr(self, "path", name)
        unknown.read_text()  # error: 8


async def modules():
    paths.Path("x").read_text()  # error: 4
    library.Path("x").read_text()
    relative.Path("x").read_text()


async def shadowed(getattr, page: Page):
    getattr(page, "path").read_text()
