# only: own
"""A thread that takes the smaller part of the work, or mostly none, is no help."""

import asyncio
import io
import json
import zipfile
from pathlib import Path


def read_package(path: Path) -> tuple[dict, zipfile.ZipFile]:
    archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    return json.loads(archive.read("manifest.json")), archive


def read_manifest(path: Path) -> tuple[dict, bytes]:
    data = path.read_bytes()
    return json.loads(data), data


def store(name, data):
    Path(name).write_bytes(data)


async def packages(path: Path):
    manifest, archive = read_package(path)  # error: 24
    print([archive.read(name) for name in manifest])
    await asyncio.sleep(1)
    manifest, data = await asyncio.to_thread(read_manifest, path)  # error: 21
    await asyncio.sleep(1)
    print([data.count(name) for name in manifest])


async def unpacked(data, path: Path):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            store(name, archive.read(name))  # error: 12
    await asyncio.sleep(1)

    def unpacked_sync():
        for name in data:
            store(name, data)  # error: 8

    await asyncio.to_thread(unpacked_sync)


class Client:
    def __init__(self, path: Path, token):
        self.path, self.token = path, token

    def read(self):
        return json.loads(self.path.read_text())

    def credentials(self):
        return self.read()["token"]

    def headers(self):
        if self.token:
            return {"Authorization": self.token}
        return {"Authorization": self.credentials()}

    def all_headers(self):
        return {"Authorization": self.credentials()}

    async def get(self):
        return self.headers()  # error: 15

    async def get_all(self):
        return await asyncio.to_thread(self.all_headers)  # error: 15


HANDLERS = [
    packages,
    unpacked,
    Client.get,
    Client.get_all,
]
