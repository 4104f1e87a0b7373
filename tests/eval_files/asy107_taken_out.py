"""anyio looks for a cancellation before the thread begins: what was taken out for it would be left behind."""

import shutil

import anyio


class Sessions:
    def __init__(self) -> None:
        self.folders: dict[str, str] = {}

    async def end(self, key: str) -> None:
        folder = self.folders.pop(key)
        shutil.rmtree(folder)  # error: 8
        await anyio.sleep(1)

    async def end_slowly(self, key: str) -> None:
        folder = self.folders.pop(key)
        await anyio.sleep(1)
        shutil.rmtree(folder)  # error: 8

    async def end_and_forget(self, key: str) -> None:
        shutil.rmtree(self.folders[key])  # error: 8
        await anyio.sleep(1)
        self.folders.pop(key)
