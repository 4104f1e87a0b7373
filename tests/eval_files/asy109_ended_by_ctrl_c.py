# only: own
"""Ctrl-C ends no question that a thread asks: where a handler waits for it, the question stays."""

import asyncio


async def chat(agent) -> None:
    watch = asyncio.create_task(agent.watch())
    while True:
        try:
            text = input("> ")  # error: 19
        except (EOFError, KeyboardInterrupt):
            break
        await agent.send(text)
    await watch


async def ask(agent) -> None:
    watch = asyncio.create_task(agent.watch())
    try:
        text = input("> ")  # error: 15
    except EOFError:
        text = ""
    await agent.send(text)
    await watch
