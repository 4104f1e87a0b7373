"""Ask PostgreSQL for something slow, twice, while a clock ticks."""

import asyncio
import os

import asyncpg

POSTGRES_URL = os.environ["POSTGRES_URL"]


async def total(pool: asyncpg.Pool, region: str) -> str:
    row = await pool.fetchrow("select pg_sleep(0.4), upper($1) as name", region)
    return row["name"]


async def show() -> None:
    async with asyncpg.create_pool(POSTGRES_URL, min_size=2, max_size=4) as pool:
        print(*await asyncio.gather(total(pool, "north"), total(pool, "south")))


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.05)
        print("tick")


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
