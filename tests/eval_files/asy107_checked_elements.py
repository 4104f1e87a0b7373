# only: own
"""What is tested before a call and changed after it stays one step for the event loop."""
import asyncio
import shutil

OPEN: dict[str, str] = {}


class Files:
    def __init__(self) -> None:
        self.known: set[str] = set()
        self.files: list[str] = []
        self.guarded: set[str] = set()
        self.lock = asyncio.Lock()
        self.is_open = True

    async def upload(self, name: str, key: str, target: str) -> None:
        if key in self.known:
            raise FileExistsError(name)
        shutil.copy2(name, target)  # error: 8
        self.files.append(target)
        self.known.add(key)

    async def within(self, name: str, key: str, target: str) -> None:
        if key not in self.known:
            shutil.copy2(name, target)  # error: 12
            self.known.add(key)

    async def locked(self, name: str, key: str, target: str) -> None:
        async with self.lock:
            if key in self.guarded:
                raise FileExistsError(name)
            shutil.copy2(name, target)  # error: 12
            self.guarded.add(key)

    async def parted(self, name: str, key: str, target: str) -> None:
        if key in self.known:
            raise FileExistsError(name)
        await asyncio.sleep(1)
        shutil.copy2(name, target)  # error: 8
        self.known.add(key)

    async def other(self, name: str, key: str, target: str) -> None:
        if not self.is_open:
            return
        shutil.copy2(name, target)  # error: 8
        self.known.add(key)

    async def before(self, name: str, key: str, target: str) -> None:
        if key in self.known:
            raise FileExistsError(name)
        self.known.add(key)
        shutil.copy2(name, target)  # error: 8

    async def close(self, name: str) -> None:
        if self.is_open:
            shutil.rmtree(name)  # error: 12
            report(name)
            self.is_open = False


async def drop(key: str) -> bool:
    if key not in OPEN:
        return False
    shutil.rmtree(key)  # error: 4
    del OPEN[key]
    return True


def report(name):
    """Work between: what follows is no chain of steps that end things."""
    print(name)
