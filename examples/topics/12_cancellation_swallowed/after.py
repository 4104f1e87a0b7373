"""Tell a poller to stop, and wait until it has."""

import asyncio


async def poll() -> None:
    while True:
        try:
            await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            print("putting things away")
            raise


async def main() -> None:
    poller = asyncio.create_task(poll())
    await asyncio.sleep(0.01)
    poller.cancel()
    try:
        await poller
    except asyncio.CancelledError:
        print("the poller has stopped")


if __name__ == "__main__":
    asyncio.run(main())
