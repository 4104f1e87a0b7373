"""A program that does its work and ends has no thread for its questions: Ctrl-C would not end them."""

import asyncio
import getpass

import aiohttp
import click
import websockets
from aiogram import Dispatcher


async def sync(pairs):
    async with aiohttp.TCPConnector(limit=4) as connector, aiohttp.ClientSession(
        connector=connector
    ) as session:
        jobs = []
        for pair in pairs:
            jobs.append(sync_pair(session, pair))
        await asyncio.gather(*jobs)


async def sync_pair(session, pair):
    async def when_missing(name):
        return await make(session, name)

    await expand(pair, when_missing=when_missing)
    await expand(pair, sign_in)


async def expand(pair, when_missing):
    for name in pair:
        await when_missing(name)


async def make(session, name):
    if click.confirm("Make it?"):  # error: 7
        await session.post(name)


async def sign_in(name):
    await asyncio.sleep(0)
    return getpass.getpass(name)  # error: 11


async def watch(pairs):
    """Something goes on meanwhile."""
    task = asyncio.create_task(asyncio.sleep(60))
    await choose(pairs)
    await task


async def choose(pairs):
    return await asyncio.to_thread(click.prompt, "Which?")  # error: 11


async def talks():
    await asyncio.gather(talk("a"), talk("b"), kept("c"))


async def talk(uri):
    """The other side asks for signs of life."""
    async with websockets.connect(uri) as socket:
        while True:
            await socket.send(await next_line())


async def next_line():
    return await asyncio.to_thread(click.prompt, ">")  # error: 11


async def serve(dispatcher: Dispatcher):
    """A library calls it, whenever it likes."""
    dispatcher.message.register(on_message)
    await dispatcher.start_polling()


async def on_message(message):
    await message.answer(await asyncio.to_thread(click.prompt, "Answer"))  # error: 25


async def of_others(message):
    return await asyncio.to_thread(click.prompt, "Answer")  # error: 11


def main():
    asyncio.run(sync([]))
    asyncio.run(watch([]))
    asyncio.run(talks())
    asyncio.run(serve(Dispatcher()))


def keep(function):
    handlers.append(function)
    return function


handlers = []


@keep
async def kept(message):
    return click.prompt("Answer")  # error: 11


if __name__ == "__main__":
    main()
