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
        try:
            self.client.head_object(Bucket="kept", Key=key)  # ASY104: 12
            self.client.delete_object(Bucket="kept", Key=key)  # ASY104: 12
        except ValueError as error:
            raise KeyError(key) from error

    async def fetch(self, key: str) -> tuple[str, BytesIO]:
        try:
            answer = self.client.head_object(Bucket="kept", Key=key)  # ASY104: 21
            name = answer.get("Metadata", {}).get("filename", key)
            content = BytesIO()
            self.client.download_fileobj("kept", key, content)  # ASY104: 12
            content.seek(0)
            return name, content
        except ValueError as error:
            raise KeyError(key) from error


async def with_its_folder(folder, name, lines):
    Path(folder).mkdir(parents=True, exist_ok=True)
    with open(Path(folder) / name, "w") as file:  # ASY106: 9
        for line in lines:
            file.write(line)  # ASY106: 12


# Whose part waits for a thread already, goes there as a whole.
async def unpack(archive, folder, upload):
    with open(archive, "wb") as file:  # ASY106: 9
        shutil.copyfileobj(upload.file, file)  # ASY106: 8
    await asyncio.to_thread(shutil.unpack_archive, archive, folder)
    os.remove(archive)


async def count(path):
    lines = (await asyncio.to_thread(path.read_text)).splitlines()
    known = read_text(path)  # ASY156: 12
    return lines, known


async def settings(root):
    found = []
    if root:
        paths = await asyncio.to_thread(
            glob.glob, os.path.join(root, "*"), recursive=True
        )
        for path in paths:
            try:
                found.append(read_text(path))  # ASY156: 29
            except OSError:
                logger.exception("no %s", path)
    return found


# What only says where it is stays, and so does what waits for others, or has nothing to do with the rest.
async def place(path, name):
    target = Path(path).resolve()
    with open(target / name, "w") as file:  # ASY106: 9
        for letter in name:
            file.write(letter)  # ASY106: 12
    return target


async def when_told(path, told: threading.Event):
    await asyncio.to_thread(told.wait, path)
    return words_in(path)  # ASY156: 11


async def without_a_name(path):
    await asyncio.to_thread(lambda: os.remove(path))
    return words_in(path)  # ASY156: 11


async def of_others(path, other):
    await asyncio.to_thread(shutil.rmtree, other)
    return words_in(path)  # ASY156: 11


async def in_between(path):
    await asyncio.to_thread(shutil.copy, path, "old")
    await asyncio.sleep(1)
    return words_in(path)  # ASY156: 11


async def too_much(a, b, c, d):
    one = numbers_in(a)  # ASY156: 10
    two = numbers_in(b)  # ASY156: 10
    three = numbers_in(c)  # ASY156: 12
    four = numbers_in(d)  # ASY156: 11
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
