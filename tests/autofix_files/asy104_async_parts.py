"""A client of a service that has an asynchronous side: the same call there."""

import asyncio

from google import genai


class Asking:
    def __init__(self, key: str):
        self.client = genai.Client(api_key=key)

    async def ask(self, words: list[str]) -> str:
        answer = await self.client.aio.models.generate_content(model="m", contents=words)  # error: 17
        return answer.text

    async def ask_all(self, words: list[str]) -> str:
        return (await self.client.aio.models.generate_content(model="m", contents=words)).text  # error: 15

    async def ask_bit_by_bit(self, words: list[str]) -> None:
        # What comes bit by bit comes asynchronously there, and a thread would only begin it.
        for part in self.client.models.generate_content_stream(model="m", contents=words):  # error: 20
            print(part)


async def count(client: genai.Client, words: list[str]) -> int:
    found = await client.aio.models.count_tokens(  # error: 12
        model="m",
        contents=words,
    )
    return found.total_tokens


async def count_with(client: genai.Client, words: list[str]) -> int:
    # What the models are taken from is not there any more.
    models = client.models
    return (await asyncio.to_thread(models.count_tokens, model="m", contents=words)).total_tokens  # error: 11


async def asks_already(client: genai.Client, words: list[str]) -> str:
    return (await client.aio.models.generate_content(model="m", contents=words)).text
