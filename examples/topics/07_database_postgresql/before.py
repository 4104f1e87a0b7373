"""Ask PostgreSQL for something slow, twice, while a clock ticks."""

import asyncio
import os

import psycopg2

POSTGRES_URL = os.environ["POSTGRES_URL"]


async def total(region: str) -> str:
    connection = psycopg2.connect(POSTGRES_URL)  # ASY103: 17, call="psycopg2.connect"
    try:
        cursor = connection.cursor()
        cursor.execute("select pg_sleep(0.4), upper(%s)", (region,))  # ASY103: 8
        _, name = cursor.fetchone()  # ASY103: 18, call="psycopg2.extensions.cursor.fetchone"
        return name
    finally:
        connection.close()


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
