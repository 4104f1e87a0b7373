"""Add numbers up in a database, while a clock ticks beside it."""

import asyncio
import sqlite3

QUERY = """
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 2000000)
    select sum(n) from numbers
"""


async def total(path: str) -> int:
    def execute_query() -> int:
        connection = sqlite3.connect(path)
        cursor = connection.execute(QUERY)
        return cursor.fetchone()[0]

    return await asyncio.to_thread(execute_query)


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(total("numbers.db"), tick()))


if __name__ == "__main__":
    asyncio.run(main())
