"""Look for a user in a MongoDB that does not answer, while a clock ticks."""

import asyncio

import pymongo
from pymongo.errors import ServerSelectionTimeoutError

NOWHERE = "mongodb://127.0.0.1:9/"


async def find(name: str) -> str:
    client = pymongo.AsyncMongoClient(NOWHERE, serverSelectionTimeoutMS=500)
    try:
        user = await client.shop.users.find_one({"name": name})
        return f"found {user}"
    except ServerSelectionTimeoutError:
        return "the database is down"
    finally:
        await client.close()


async def tick() -> None:
    for _ in range(3):
        await asyncio.sleep(0.05)
        print("tick")


async def look(name: str) -> None:
    print(await find(name))


async def main() -> None:
    await asyncio.gather(look("ada"), tick())


if __name__ == "__main__":
    asyncio.run(main())
