# settings: {"task_keepers": ["asyncio.create_task"]}
import asyncio


async def job():
    await asyncio.sleep(0)


async def main():
    asyncio.create_task(job())
    asyncio.ensure_future(job())  # error: 4, call="asyncio.ensure_future()"
