from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase


class Mongo:
    client: AsyncMongoClient | None = None


mongo = Mongo()


def connect(url="mongodb://localhost:27017"):
    mongo.client = AsyncMongoClient(url)


async def close():
    await mongo.client.close()


def get_database() -> AsyncDatabase:
    return mongo.client["desk"]
