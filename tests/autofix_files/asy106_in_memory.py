"""Files in an archive that is itself in memory are no files of the disk."""

import asyncio
import zipfile
from io import BytesIO

import pandas as pd


def parse(file):
    return pd.read_csv(file)


async def rows(session, url):
    async with session.get(url) as response:
        content = await response.read()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        with archive.open(archive.namelist()[0]) as file:
            first = file.read(1)
            file.seek(0)
            return first, pd.read_csv(file), parse(file)


async def rows_of_a_file(path):
    return await asyncio.to_thread(pd.read_csv, path), await asyncio.to_thread(parse, path)  # ASY106: 11 # ASY156: 30


HANDLERS = [
    rows,
    rows_of_a_file,
]
