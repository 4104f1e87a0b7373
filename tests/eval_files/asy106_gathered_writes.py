# fix: safe
"""What a function reads and writes later as a whole: a new wait lets others write in between."""

from pathlib import Path


async def patch(edits):
    writes: dict[Path, str] = {}
    for name, old, new in edits:
        source = Path(name)
        text = source.read_text()  # error: 15
        writes[source] = text.replace(old, new)
    for path, text in writes.items():
        path.write_text(text)  # error: 8


async def shows(names):
    for name in names:
        print(Path(name).read_text())  # error: 14


async def writes_all(pages: list[Path]):
    for page in pages:
        page.write_text("")  # error: 8


async def reads_both(path: Path, other: Path):
    return other.read_text(), path.read_text()  # error: 11  # ASY106: 30


async def reads_one(path: Path):
    return path.read_text()  # error: 11


async def reads_after(path: Path, pages: list[Path]):
    for page in pages:
        page.write_text("")  # error: 8
    return path.read_text()  # error: 11
