import asyncio

import anthropic
import openai
from openai import OpenAI


async def chat(messages):
    client = openai.AsyncOpenAI()
    answer = await client.chat.completions.create(model="m", messages=messages)  # error: 13
    return answer.choices


async def message(messages):
    client = anthropic.AsyncAnthropic()
    return (await client.messages.create(model="m", messages=messages)).content  # error: 11


async def streamed(messages):
    def create():
        client = openai.OpenAI()
        for part in client.chat.completions.create(messages=messages, stream=True):  # error: 16
            print(part)

    await asyncio.to_thread(create)


async def own_transport(messages, http_client):
    client = openai.OpenAI(http_client=http_client)
    return await asyncio.to_thread(client.chat.completions.create, messages=messages)  # error: 11


async def stored(messages, registry):
    client = openai.OpenAI()
    registry.client = client
    return await asyncio.to_thread(client.chat.completions.create, messages=messages)  # error: 11
