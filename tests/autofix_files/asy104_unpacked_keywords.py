"""``**options`` may ask for a stream: not where the function takes none, or an answer is what is used."""

import asyncio

import litellm
import requests
from google import genai
from openai import AsyncOpenAI, OpenAI


def render(text, *, size=3):
    return requests.post("https://example.com", json={"text": text, "size": size}).json()


def send(text, **options):
    options.setdefault("stream", True)
    return requests.post("https://example.com", json=text, **options)


async def answer(options):
    reply = await litellm.acompletion(**options)  # error: 12, call="litellm.completion"
    return reply.choices[0].message


async def answer_at_once(options):
    return (await litellm.acompletion(**options))["choices"][0]  # error: 11, call="litellm.completion"


async def pieces(options):
    for piece in litellm.completion(**options):  # error: 17, call="litellm.completion"
        print(piece)


async def pieces_later(options):
    reply = litellm.completion(**options)  # error: 12, call="litellm.completion"
    print(reply.usage)
    for piece in reply:
        print(piece)


async def for_the_caller(options):
    return litellm.completion(**options)  # error: 11, call="litellm.completion"


async def of_both(options):
    reply = litellm.completion(**options)  # error: 12, call="litellm.completion"
    print(reply.response)


async def by_a_client(options):
    client = AsyncOpenAI()
    reply = await client.chat.completions.create(**options)  # error: 12
    return reply.choices[0].message.content


async def rendered(options):
    return await asyncio.to_thread(render, **options)  # ASY152: 11


async def sent(options):
    return send(**options)  # ASY152: 11


async def by_parameters_that_are_known(client: genai.Client, options):
    return await client.aio.models.generate_content(**options)  # error: 11
