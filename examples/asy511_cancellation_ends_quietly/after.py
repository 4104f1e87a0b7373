"""A worker stops its helper and is itself told to stop meanwhile."""

import asyncio


async def help_slowly() -> None:
    try:
        await asyncio.sleep(5)
    finally:
        await asyncio.sleep(0.05)


async def work() -> None:
    helper = asyncio.create_task(help_slowly())
    await asyncio.sleep(0.01)
    helper.cancel()
    await asyncio.gather(helper, return_exceptions=True)
    print("went on after being told to stop")


async def main() -> None:
    worker = asyncio.create_task(work())
    await asyncio.sleep(0.03)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main())
