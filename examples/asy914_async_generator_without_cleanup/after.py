"""Read the first line of a connection, which should be closed when it is done."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager


class Connection:
    is_open = True

    async def close(self) -> None:
        await asyncio.sleep(0.01)
        self.is_open = False


@asynccontextmanager
async def lines(connection: Connection) -> AsyncIterator[Iterator[str]]:
    try:
        yield (f"line {number}" for number in range(3))
    finally:
        await connection.close()


async def main() -> None:
    connection = Connection()
    async with lines(connection) as found:
        for line in found:
            print(line)
            break
    print("open afterwards:", connection.is_open)


if __name__ == "__main__":
    asyncio.run(main())
