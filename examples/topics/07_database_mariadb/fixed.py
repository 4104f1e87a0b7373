"""Ask MariaDB for something slow, twice, while a clock ticks."""

import asyncio
import os

import pymysql

SERVER = {
    "host": "127.0.0.1",
    "port": int(os.environ["MARIADB_PORT"]),
    "user": "reader",
    "password": os.environ["MARIADB_PASSWORD"],
    "database": "shop",
}


async def total(region: str) -> str:
    def connect_and_execute() -> str:
        connection = pymysql.connect(**SERVER)
        try:
            with connection.cursor() as cursor:
                cursor.execute("select sleep(0.4), upper(%s)", (region,))
                _, name = cursor.fetchone()
                return name
        finally:
            connection.close()

    return await asyncio.to_thread(connect_and_execute)


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
