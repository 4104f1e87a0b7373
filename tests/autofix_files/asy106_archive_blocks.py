"""What works on an archive within its ``with`` goes to a thread with all of the block, or not at all."""

import asyncio
import io
import tarfile
import zipfile


async def packs(path):
    buffer = io.BytesIO()

    def add_tarfile():
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            archive.add(path, arcname=".")  # error: 8

    await asyncio.to_thread(add_tarfile)
    return buffer.getvalue()


async def packs_some(paths):
    buffer = io.BytesIO()

    def add_tarfile():
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            for path in paths:
                if path.is_file():
                    archive.add(path, arcname=path.name)  # error: 16

    await asyncio.to_thread(add_tarfile)
    return buffer.getvalue()


async def unpacks(path, name):
    with zipfile.ZipFile(path) as archive:  # error: 9
        if name not in archive.namelist():
            raise LookupError(name)
        archive.extract(name, path.parent)  # error: 8
        path = path.parent / name
    return path


async def packs_what_comes(channel):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        async for path in channel:
            archive.add(path, arcname=path.name)  # error: 12
    return buffer.getvalue()
