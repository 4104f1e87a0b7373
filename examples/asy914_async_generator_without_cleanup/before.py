"""Read the first line of a connection, which should be closed when it is done."""

import asyncio
from collections.abc import AsyncIterator


class Connection:
    is_open = True

    async def close(self) -> None:
        await asyncio.sleep(0.01)
        self.is_open = False


async def lines(connection: Connection) -> AsyncIterator[str]:  # error: 0, function="lines"
    try:
        for number in range(3):
            yield f"line {number}"
            await asyncio.sleep(0)
    finally:
        await connection.close()


async def main() -> None:
    connection = Connection()
    found = lines(connection)
    async for line in found:
        print(line)
        break
    print("open afterwards:", connection.is_open)


if __name__ == "__main__":
    asyncio.run(main())
