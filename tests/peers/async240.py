"""Looking at paths."""

import os
import pathlib


async def look(path: pathlib.Path):
    os.path.exists("x")  # found: here, flake8-async, ruff
    os.path.getsize("x")  # found: here, flake8-async, ruff
    path.exists()  # found: here, ruff
    os.stat("x")  # found: here
    os.path.join("x", "y")
