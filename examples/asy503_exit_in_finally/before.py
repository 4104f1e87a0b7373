"""Ask a server for its status, and give up after a while."""

import asyncio


class Connection:
    async def ask(self) -> str:
        await asyncio.sleep(0.5)
        return "up"

    def close(self) -> None:
        print("closed")


async def status(connection: Connection) -> str:
    answer = "unknown"
    try:
        answer = await connection.ask()
    finally:
        connection.close()
        return answer  # error: 8, statement="return"


async def main() -> None:
    try:
        async with asyncio.timeout(0.1):
            print("the server is", await status(Connection()))
    except TimeoutError:
        print("no answer in time")


if __name__ == "__main__":
    asyncio.run(main())
