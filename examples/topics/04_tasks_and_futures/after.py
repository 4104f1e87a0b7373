"""Wait for a value that another task provides."""

import asyncio
import gc

_background_tasks: set[asyncio.Task[object]] = set()


class Sensor:
    """Answers when its other end speaks, which only the sensor itself refers to."""

    def __init__(self) -> None:
        self.value = asyncio.get_running_loop().create_future()

    async def wait(self, label: str) -> None:
        print(label, "is", await self.value)


async def watch(label: str) -> None:
    task = asyncio.create_task(Sensor().wait(label))
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def main() -> None:
    await watch("temperature")
    await asyncio.sleep(0.01)
    gc.collect()
    print("tasks:", len(asyncio.all_tasks()))


if __name__ == "__main__":
    asyncio.run(main())
