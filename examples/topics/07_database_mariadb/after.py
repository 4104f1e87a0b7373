"""Ask MariaDB for something slow, twice, while a clock ticks."""

import asyncio
import os

import aiomysql

SERVER = {
    "host": "127.0.0.1",
    "port": int(os.environ["MARIADB_PORT"]),
    "user": "reader",
    "password": os.environ["MARIADB_PASSWORD"],
    "db": "shop",
}


async def total(pool: aiomysql.Pool, region: str) -> str:
    async with pool.acquire() as connection, connection.cursor() as cursor:
        await cursor.execute("select sleep(0.4), upper(%s)", (region,))
        _, name = await cursor.fetchone()
        return name


async def show() -> None:
    async with aiomysql.create_pool(**SERVER, minsize=2, maxsize=4) as pool:
        print(*await asyncio.gather(total(pool, "north"), total(pool, "south")))


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.05)
        print("tick")


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
