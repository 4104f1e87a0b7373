# only: own
import asyncio
import os
from pathlib import Path, PurePath


def cache_dir() -> Path:
    folder = Path("cache")
    folder.mkdir(exist_ok=True)
    return folder


def pure() -> PurePath:
    return PurePath("cache") / "x"


class Files:
    def has(self, name: str) -> bool:
        return os.path.isfile(name)

    def any(self) -> bool:
        return self.has("x")

    @property
    def exists(self) -> bool:
        return Path("x").exists()

    async def play(self, name: str) -> bool:
        cache_dir()  # error: 8, call="pathlib.Path.mkdir"
        self.any()  # error: 8
        pure()
        await asyncio.to_thread(self.has, name)
        Path(name).exists()
        return self.exists or self.has(name)  # error: 15 # ASY954: 30


def plain(files: Files) -> bool:
    return files.any()
