# only: own
"""A model is no open thing because its class could read one from a file."""

import asyncio

from pydantic import BaseModel


class Entry(BaseModel):
    text: str


def load(path) -> Entry:
    with open(path) as file:
        return Entry(text=file.read())


async def main(path):
    entry = await asyncio.to_thread(load, path)  # error: 12
    return entry.text


HANDLERS = [
    main,
]
