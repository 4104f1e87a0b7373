# only: own
import asyncio


async def flagged(loop, read, path):
    await asyncio.wait_for(asyncio.to_thread(read, path), 5)  # error: 10, call="asyncio.to_thread()"
    running = asyncio.get_running_loop()
    await asyncio.wait_for(running.run_in_executor(None, read, path), timeout=5)  # error: 10
    async with asyncio.timeout(5):
        await asyncio.to_thread(read, path)  # error: 8


async def silent(read, path, work):
    await asyncio.wait_for(work(), 5)
    await asyncio.wait_for(asyncio.to_thread(read, path), None)
    await asyncio.to_thread(read, path)
    async with asyncio.timeout(5):
        await work()
