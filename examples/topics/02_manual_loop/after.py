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
    print(asyncio.run(main()))
