# only: own
import asyncio
from asyncio import get_running_loop

import trio

_background_tasks = set()


async def work():
    return 1


loop = asyncio.get_running_loop()  # error: 7, call="asyncio.get_running_loop"
get_running_loop().call_soon(print)  # error: 0
task = asyncio.create_task(work())  # error: 7, call="asyncio.create_task"
tasks = [asyncio.create_task(work()) for _ in range(3)]  # error: 9
limit = asyncio.timeout(3)  # error: 8
print(asyncio.current_task(), asyncio.all_tasks())  # error: 6  # error: 30
now = trio.current_time()  # error: 6


class Service:
    task = asyncio.current_task()  # error: 11

    class Inner:
        loop = asyncio.get_running_loop()  # error: 15

    def start(self):
        self.task = asyncio.create_task(work())
        return asyncio.get_running_loop()


def with_default(loop=asyncio.get_running_loop()):  # error: 22
    return loop


async def main():
    class Local:
        loop = asyncio.get_running_loop()

    return Local, asyncio.create_task(work())


try:
    asyncio.get_running_loop()
except RuntimeError:
    print("no loop")

factory = lambda: asyncio.create_task(work())  # noqa: E731
lock = asyncio.Lock()
queue = asyncio.Queue()
new = asyncio.new_event_loop()

if __name__ == "__main__":
    task_2 = asyncio.create_task(main())  # error: 4
    _background_tasks.add(task_2)
    task_2.add_done_callback(_background_tasks.discard)
    asyncio.run(main())
