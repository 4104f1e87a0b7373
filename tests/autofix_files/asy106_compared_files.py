"""A file that is written because it was found as expected: nobody may write it between the two."""

import asyncio
import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


def mark_of(path):
    stat = os.stat(path)
    return f"{stat.st_mtime_ns};{stat.st_ino}"


@contextmanager
def whole(path):
    handle, name = tempfile.mkstemp()
    with os.fdopen(handle, "wb") as file:
        yield file
    os.replace(name, path)


class Store:
    def __init__(self, folder, hook):
        self.folder = folder
        self.hook = hook

    def _path(self, key):
        return os.path.join(self.folder, key)

    def _tell(self, path):
        subprocess.call([self.hook, path])

    async def update(self, key, data, mark):
        path = self._path(key)
        found = mark_of(path)
        if mark != found:
            raise ValueError(key)
        with whole(path) as file:
            file.write(data)  # error: 12
            mark = mark_of(path)
        return mark

    async def update_plainly(self, key, data, size):
        path = Path(self._path(key))
        found = path.stat()
        if found.st_size == size:
            path.write_bytes(data)  # error: 12

    async def update_alike(self, key, data, known):
        path = Path(self._path(key))
        text = path.read_text()  # error: 15
        if text != known:
            raise ValueError(key)
        path.write_text(data)  # error: 8

    async def delete(self, key, mark):
        path = self._path(key)
        found = mark_of(path)
        if mark != found:
            raise ValueError(key)
        self._tell(path)  # ASY155: 8
        os.remove(path)

    async def move(self, key, other, mark):
        path = self._path(key)
        if mark_of(path) == mark:
            self._tell(path)  # ASY155: 12
            os.replace(path, self._path(other))


# Still mended: it is another file, or it only matters that there is one.


class PlainStore(Store):
    async def replace(self, key, data):
        path = self._path(key)

        def write_data():
            with whole(path) as file:
                file.write(data)  # error: 12

        await asyncio.to_thread(write_data)

    async def copy(self, key, other, data, mark):
        if mark_of(self._path(key)) != mark:
            raise ValueError(key)

        def write_data():
            with whole(self._path(other)) as file:
                file.write(data)  # error: 12

        await asyncio.to_thread(write_data)

    async def drop(self, key):
        path = self._path(key)
        if os.path.exists(path):
            await asyncio.to_thread(self._tell, path)  # ASY155: 12
            os.remove(path)

    async def drop_another(self, key, other, mark):
        if mark_of(self._path(key)) == mark:
            await asyncio.to_thread(self._tell, key)  # ASY155: 12
            os.remove(self._path(other))
