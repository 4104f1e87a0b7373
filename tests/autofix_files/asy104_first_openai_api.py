import asyncio

import openai
from openai import AsyncOpenAI, OpenAI


async def chat(messages):
    def get_answer():
        answer = openai.ChatCompletion.create(model="m", messages=messages)  # error: 13
        openai.Moderation.create(input="text")  # error: 4
        return answer

    answer = await asyncio.to_thread(get_answer)
    later = openai.ChatCompletion.acreate(model="m", messages=messages)
    return answer, await later, await openai.Embedding.acreate(input="text")


async def completions(client: OpenAI, other: AsyncOpenAI):
    await asyncio.to_thread(client.completions.create, model="m", prompt="p")  # error: 4
    return await other.completions.create(model="m", prompt="p")
