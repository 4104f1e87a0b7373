import asyncio

from tools import pause, pool, spawn, start, submit


async def main():
    loop = asyncio.get_running_loop()
    start()
    submit()
    spawn()
    await asyncio.to_thread(pause)
    await loop.run_in_executor(pool, pause)
    await asyncio.gather(*[asyncio.to_thread(pause) for _ in range(3)])
