"""Ask PostgreSQL for something slow, twice, while a clock ticks."""

import asyncio
import os

import psycopg2

POSTGRES_URL = os.environ["POSTGRES_URL"]


async def total(region: str) -> str:
    def run_query() -> str:
        connection = psycopg2.connect(POSTGRES_URL)
        try:
            cursor = connection.cursor()
            cursor.execute("select pg_sleep(0.4), upper(%s)", (region,))
            _, name = cursor.fetchone()
            return name
        finally:
            connection.close()

    return await asyncio.to_thread(run_query)


async def show() -> None:
    print(*await asyncio.gather(total("north"), total("south")))


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.05)
        print("tick")


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
