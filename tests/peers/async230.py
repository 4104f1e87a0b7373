"""Opening files."""

import io
import pathlib


async def read(path: pathlib.Path):
    open("x")  # found: here, flake8-async, ruff
    io.open_code("x")  # found: here, flake8-async, ruff
    path.open()  # found: here
    path.read_text()  # found: here
