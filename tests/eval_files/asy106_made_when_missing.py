# only: own
from pathlib import Path


async def written(path: Path):
    if not path.exists():
        path.write_text("{}")  # error: 8


async def written_where_it_was(path: Path):
    if path.exists():
        path.write_text("{}")  # error: 8


async def written_elsewhere(path: Path, other: Path):
    if not other.exists():
        path.write_text("{}")  # error: 8
