"""Streams of a sync client, which wait for each part."""

import asyncio

from openai import AsyncOpenAI, OpenAI

client = OpenAI()
async_client = AsyncOpenAI()


async def stream(prompt, wanted):
    answer = client.chat.completions.create(messages=prompt, stream=True)  # error: 13
    for chunk in answer:  # error: 17
        yield chunk
    for chunk in client.responses.create(input=prompt, stream=True):  # error: 17
        yield chunk
    whole = await asyncio.to_thread(client.chat.completions.create, messages=prompt, stream=False)  # error: 12
    for choice in whole.choices:
        yield choice
    unknown = client.chat.completions.create(messages=prompt, stream=wanted)  # error: 14
    for choice in unknown:
        yield choice
    async for chunk in await async_client.chat.completions.create(messages=prompt, stream=True):
        yield chunk
