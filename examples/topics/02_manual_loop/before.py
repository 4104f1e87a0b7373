"""Keep a service going, and leave."""

import asyncio


async def keep_going() -> None:
    try:
        while True:
            await asyncio.sleep(0.05)
    finally:
        await asyncio.sleep(0.05)
        print("the service has put everything away")


async def main() -> str:
    service = asyncio.create_task(keep_going(), name="service")
    await asyncio.sleep(0.1)
    return f"{service.get_name()} is running"


if __name__ == "__main__":
    loop = asyncio.new_event_loop()  # ASY606: 11
    asyncio.set_event_loop(loop)
    try:
        print(loop.run_until_complete(main()))
    finally:
        loop.close()
