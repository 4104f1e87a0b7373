# only: own
"""A stream of a function: its twin gives what ``async for`` goes through."""

from litellm import acompletion, completion


async def kept(prompt):
    answer = await acompletion("model", prompt, stream=True)  # error: 13
    async for chunk in answer:
        print(chunk)


async def gone_through(prompt):
    async for chunk in await acompletion("model", prompt, stream=True):  # error: 17
        yield chunk


async def given_on(prompt):
    answer = completion("model", prompt, stream=True)  # error: 13
    return list(answer)


async def unknown(prompt, stream):
    answer = completion("model", prompt, stream=stream)  # error: 13
    for chunk in answer:
        print(chunk)


async def whole(prompt):
    return await acompletion("model", prompt, stream=False)  # error: 11
