# settings: {"task_keepers": ["asyncio.create_task"]}
import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


async def job():
    await asyncio.sleep(0)


async def main():
    asyncio.create_task(job())
    task = asyncio.ensure_future(job())  # error: 4, call="asyncio.ensure_future()"
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
