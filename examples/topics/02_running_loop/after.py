"""Look at the event loop."""

import asyncio


async def main() -> None:
    loop = asyncio.get_running_loop()
    print("running:", loop.is_running())
    print("closed:", loop.is_closed())


if __name__ == "__main__":
    asyncio.run(main())
