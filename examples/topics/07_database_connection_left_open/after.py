"""Ask three questions of PostgreSQL that it rejects, and see what is left behind."""

import asyncio
import os

import asyncpg

POSTGRES_URL = os.environ["POSTGRES_URL"]
failed: list[asyncpg.PostgresError] = []


async def ask(question: str) -> None:
    connection = await asyncpg.connect(POSTGRES_URL)
    try:
        print(await connection.fetchval(question))
    finally:
        await connection.close()


async def try_to_ask(question: str) -> None:
    try:
        await ask(question)
    except asyncpg.PostgresError as error:
        failed.append(error)


async def open_connections() -> int:
    connection = await asyncpg.connect(POSTGRES_URL)
    try:
        mine = "select count(*) from pg_stat_activity where query like 'select nonsense%'"
        return await connection.fetchval(mine)
    finally:
        await connection.close()


async def main() -> None:
    for number in range(3):
        await try_to_ask(f"select nonsense{number}")
    print("questions rejected:", len(failed))
    print("connections still open:", await open_connections())


if __name__ == "__main__":
    asyncio.run(main())
