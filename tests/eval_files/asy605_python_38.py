# settings: {"target_version": "3.8"}
# only: own
import asyncio


async def main(loop):
    asyncio.Lock(loop=loop)  # error: 4, status="is deprecated since Python 3.8 and goes in Python 3.10"
    asyncio.Task.all_tasks()  # error: 4
    asyncio.get_child_watcher()
    asyncio.iscoroutinefunction(main)
