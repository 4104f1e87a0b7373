"""Connect, then ask a question that may take a fifth of a second."""

import asyncio


class Server:
    async def connect(self) -> None:
        await asyncio.sleep(0.25)

    async def ask(self) -> str:
        await asyncio.sleep(0.05)
        return "42"


async def main() -> None:
    server = Server()
    await server.connect()
    try:
        async with asyncio.timeout(0.2):
            print("the answer is", await server.ask())
    except TimeoutError:
        print("no answer in time")


if __name__ == "__main__":
    asyncio.run(main())
