# only: own
"""What has a thread run a loop gets no other thread that waits for it: there is a coroutine to await."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run(coroutine):
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def count(text):
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(len, text).result()


class Words:
    async def asplit(self, text):
        await asyncio.sleep(0)
        return text.split()

    def split(self, text):
        return run(self.asplit(text))


def compact(words: Words, text):
    return [word for word in words.split(text) if word]


def shorten(words, text):
    return words[: count(text)]


async def compacted(words: Words, text):
    return compact(words, text)  # error: 11


async def first_of(words: Words, text):
    return compact(  # error: 11
        words,
        text,
    )[0]


async def shortened(words, text):
    return await asyncio.to_thread(shorten, words, text)  # error: 11


async def first_of_short(words, text):
    return await asyncio.to_thread(
        lambda: shorten(  # error: 11
            words,
            text,
        )[0]
    )
