"""Read rows from a database until the first large one."""

import asyncio
from collections.abc import AsyncGenerator


class Connection:
    def __init__(self) -> None:
        self.is_open = True

    async def __aenter__(self) -> "Connection":
        return self

    async def __aexit__(self, *error: object) -> None:
        self.is_open = False

    async def fetch(self, number: int) -> int:
        await asyncio.sleep(0.01)
        return number * number


connection = Connection()


async def rows() -> AsyncGenerator[int, None]:
    async with connection as opened:
        for number in range(5):
            yield await opened.fetch(number)  # error: 12, block="connection as opened"


async def main() -> None:
    try:
        async for row in rows():
            if row > 3:
                raise LookupError(row)
    except LookupError as found:
        print("found", found)
    print("the connection is", "still open" if connection.is_open else "closed")


if __name__ == "__main__":
    asyncio.run(main())
