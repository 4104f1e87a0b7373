"""What a thread gives for a coroutine function is told where the function is handed over, and once."""
import asyncio
from concurrent.futures import ThreadPoolExecutor


async def work(number):
    return {"a": number}


async def main(loop):
    first = await asyncio.to_thread(work, 1)  # error: 36
    print(first["a"])
    second = await loop.run_in_executor(None, work, 1)
    print(second["a"])
    (await asyncio.to_thread(work, 1))["a"]  # error: 29
    await asyncio.to_thread(work, 1)  # error: 28
    with ThreadPoolExecutor() as pool:
        future = pool.submit(work, 1)  # error: 29
        future.result()["a"]  # ASY110: 8
