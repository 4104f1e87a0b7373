"""Wait for a kettle."""

import asyncio
import time


class Kettle:
    boiling = False
    since = 0.0

    async def heat(self) -> None:
        await asyncio.sleep(0.05)
        self.boiling, self.since = True, time.perf_counter()


async def main() -> None:
    kettle = Kettle()
    heating = asyncio.create_task(kettle.heat())
    while not kettle.boiling:  # error: 4, event="asyncio.Event"
        await asyncio.sleep(0.5)
    late = time.perf_counter() - kettle.since
    await heating
    print("woke up too late" if late > 0.3 else "woke up at once")


if __name__ == "__main__":
    asyncio.run(main())
