"""Which event is it?"""

import asyncio


async def main() -> None:
    print("an event of", asyncio.Event.__module__)


if __name__ == "__main__":
    asyncio.run(main())
