# only: own
"""Threads that run loops of their own: no further thread is offered to wait for them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


async def answer(text: str) -> str:
    await asyncio.sleep(1)
    return text


def answer_in_new_loop(text: str) -> str:
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(answer(text))
    finally:
        loop.close()


def plain_answer(text: str) -> str:
    return text


async def answers(texts: list[str]) -> list[str]:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(answer_in_new_loop, texts))  # error: 18
    await asyncio.sleep(0)
    return results


async def plain_answers(texts: list[str]) -> list[str]:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(plain_answer, texts))  # error: 18
    await asyncio.sleep(0)
    return results
