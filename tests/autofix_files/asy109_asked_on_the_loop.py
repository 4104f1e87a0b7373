# only: own
"""What asks on the loop is called instead; what cannot gets no thread, which Ctrl-C would not end."""

import asyncio
import getpass

import questionary
from prompt_toolkit import PromptSession


async def ask(session: PromptSession):
    watch = asyncio.create_task(asyncio.sleep(60))
    name = await session.prompt_async("Name? ")  # error: 11
    await watch
    return name


async def choose():
    watch = asyncio.create_task(asyncio.sleep(60))
    which = await questionary.select("Which?", choices=["a", "b"]).ask_async()  # error: 12
    await watch
    return which


async def sign_in():
    watch = asyncio.create_task(asyncio.sleep(60))
    word = getpass.getpass()  # error: 11, advice="ask with 'await prompt_toolkit.PromptSession().prompt_async(...)'; in a thread, Ctrl-C would not end the question"
    await watch
    return word
