"""Look a word up while another task keeps the connection alive."""

import asyncio
import time


async def keep_alive() -> None:
    for _ in range(8):
        await asyncio.sleep(0.05)


async def look_up(word: str) -> str:
    async with asyncio.TaskGroup() as group:
        keeper = group.create_task(keep_alive())
        await asyncio.sleep(0.02)
        if word == "asyncio":
            return "a library"  # error: 12, statement="return", group="group"
        keeper.cancel()
    return "unknown"


async def main() -> None:
    started = time.monotonic()
    print(await look_up("asyncio"))
    is_late = time.monotonic() - started > 0.3
    print("the answer came", "late" if is_late else "at once")


if __name__ == "__main__":
    asyncio.run(main())
