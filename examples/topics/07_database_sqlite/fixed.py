"""Count orders in a database that lies in a file, while a clock ticks."""

import asyncio
import sqlite3

FILL = """
    create table orders as
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 1200000)
    select n as id, n % 7 as customer from numbers
"""


async def busiest() -> int:
    def fetch_count() -> int:
        connection = sqlite3.connect("orders.db")
        connection.execute("drop table if exists orders")
        connection.execute(FILL)
        rows = connection.execute("select count(*) from orders where customer = 3")
        (count,) = rows.fetchone()
        connection.close()
        return count

    return await asyncio.to_thread(fetch_count)


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.05)
        print("tick")


async def orders() -> None:
    print("orders of customer 3:", await busiest())


async def main() -> None:
    await asyncio.gather(orders(), tick())


if __name__ == "__main__":
    asyncio.run(main())
