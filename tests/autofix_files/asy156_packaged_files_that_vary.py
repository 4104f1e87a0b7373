"""What reads a packaged file, but does or gives something else each time, is kept by no cache."""

import asyncio
import functools
import random
import time
from pathlib import Path

HERE = Path(__file__).parent
language, asked = "en", 0


def quote() -> str:
    return random.choice((HERE / "quotes.txt").read_text().splitlines())


def banner() -> str:
    return f"{time.time()} {(HERE / 'banner.txt').read_text()}"


def numbered() -> str:
    global asked
    asked += 1
    return f"{asked} {(HERE / 'banner.txt').read_text()}"


def told() -> str:
    print("reading")
    return (HERE / "banner.txt").read_text()


def translated() -> str:
    return (HERE / f"{language}.txt").read_text()


def choose(name):
    global language
    language = name


@functools.cache
def prompt() -> str:
    return (HERE / "prompt.txt").read_text()


async def answer():
    await asyncio.to_thread(quote)  # error: 4, advice="offload it with 'await asyncio.to_thread(quote, ...)'"
    await asyncio.sleep(1)
    await asyncio.to_thread(banner)  # error: 4
    await asyncio.sleep(1)
    numbered()  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(told)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(translated)  # error: 4
    await asyncio.sleep(1)
    return prompt()  # error: 11, advice="keep its result with 'functools.cache': what it reads never changes"


HANDLERS = [
    answer,
]
