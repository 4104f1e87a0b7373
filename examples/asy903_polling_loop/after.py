"""Wait for a kettle."""

import asyncio
import time


class Kettle:
    since = 0.0

    def __init__(self) -> None:
        self.boiling = asyncio.Event()

    async def heat(self) -> None:
        await asyncio.sleep(0.05)
        self.since = time.perf_counter()
        self.boiling.set()


async def main() -> None:
    kettle = Kettle()
    heating = asyncio.create_task(kettle.heat())
    await kettle.boiling.wait()
    late = time.perf_counter() - kettle.since
    await heating
    print("woke up too late" if late > 0.3 else "woke up at once")


if __name__ == "__main__":
    asyncio.run(main())
