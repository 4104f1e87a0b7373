from pathlib import Path

import base
from base import Reader as Source, Shelf


class DiskShelf(Shelf):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    @property
    def size(self) -> int:
        return len((self.folder / "index").read_text())

    def label(self) -> str:
        return (self.folder / "label").read_text()

    def opened(self) -> None:
        (self.folder / "opened").write_text("")


class NamedShelf(DiskShelf):
    pass


class FileReader(Source):
    def read(self) -> str:
        return Path("x").read_text()


class Unrelated:
    def put(self, name: str, text: str) -> None:
        Path(name).write_text(text)


class Cupboard(base.Shelf):
    """Has no put of its own, so that nobody makes one."""
