# select: ASY104, ASY106, ASY107, ASY156
import asyncio
import glob
import logging
import os
import shutil
import threading
from io import BytesIO
from pathlib import Path

import boto3

logger = logging.getLogger(__name__)


def read_text(path):
    with open(path) as file:
        return file.read()


def words_in(path):
    with open(path) as file:
        return [line.split() for line in file]


def numbers_in(path):
    with open(path) as file:
        return [int(line) for line in file]


class Bucket:
    def __init__(self):
        self.client = boto3.client("s3")

    async def delete(self, key):
        def delete_object():
            self.client.head_object(Bucket="kept", Key=key)  # ASY104: 12
            self.client.delete_object(Bucket="kept", Key=key)  # ASY104: 12

        try:
            await asyncio.to_thread(delete_object)
        except ValueError as error:
            raise KeyError(key) from error

    async def fetch(self, key: str) -> tuple[str, BytesIO]:
        def download_fileobj() -> tuple[str, BytesIO]:
            answer = self.client.head_object(Bucket="kept", Key=key)  # ASY104: 21
            name = answer.get("Metadata", {}).get("filename", key)
            content = BytesIO()
            self.client.download_fileobj("kept", key, content)  # ASY104: 12
            content.seek(0)
            return name, content

        try:
            return await asyncio.to_thread(download_fileobj)
        except ValueError as error:
            raise KeyError(key) from error


async def with_its_folder(folder, name, lines):
    def write_lines():
        Path(folder).mkdir(parents=True, exist_ok=True)
        with open(Path(folder) / name, "w") as file:  # ASY106: 9
            for line in lines:
                file.write(line)  # ASY106: 12

    await asyncio.to_thread(write_lines)


# Whose part waits for a thread already, goes there as a whole.
async def unpack(archive, folder, upload):
    def unpack_archive():
        with open(archive, "wb") as file:  # ASY106: 9
            shutil.copyfileobj(upload.file, file)  # ASY106: 8
        shutil.unpack_archive(archive, folder)
        os.remove(archive)

    await asyncio.to_thread(unpack_archive)


async def count(path):
    def read():
        lines = path.read_text().splitlines()
        known = read_text(path)  # ASY156: 12
        return lines, known

    return await asyncio.to_thread(read)


async def settings(root):
    found = []
    if root:

        def find_and_read():
            paths = glob.glob(os.path.join(root, "*"), recursive=True)
            for path in paths:
                try:
                    found.append(read_text(path))  # ASY156: 29
                except OSError:
                    logger.exception("no %s", path)

        await asyncio.to_thread(find_and_read)
    return found


# What only says where it is stays, and so does what waits for others, or has nothing to do with the rest.
async def place(path, name):
    target = Path(path).resolve()

    def write_letters():
        with open(target / name, "w") as file:  # ASY106: 9
            for letter in name:
                file.write(letter)  # ASY106: 12

    await asyncio.to_thread(write_letters)
    return target


async def when_told(path, told: threading.Event):
    await asyncio.to_thread(told.wait, path)
    return await asyncio.to_thread(words_in, path)  # ASY156: 11


async def without_a_name(path):
    await asyncio.to_thread(lambda: os.remove(path))
    return await asyncio.to_thread(words_in, path)  # ASY156: 11


async def of_others(path, other):
    await asyncio.to_thread(shutil.rmtree, other)
    return await asyncio.to_thread(words_in, path)  # ASY156: 11


async def in_between(path):
    await asyncio.to_thread(shutil.copy, path, "old")
    await asyncio.sleep(1)
    return await asyncio.to_thread(words_in, path)  # ASY156: 11


async def too_much(a, b, c, d):
    one = await asyncio.to_thread(numbers_in, a)  # ASY156: 10
    two = await asyncio.to_thread(numbers_in, b)  # ASY156: 10
    three = await asyncio.to_thread(numbers_in, c)  # ASY156: 12
    four = await asyncio.to_thread(numbers_in, d)  # ASY156: 11
    await asyncio.sleep(1)
    return one, two, three, four


HANDLERS = [
    Bucket.delete,
    Bucket.fetch,
    with_its_folder,
    unpack,
    count,
    settings,
    place,
    when_told,
    without_a_name,
    of_others,
    in_between,
    too_much,
]
