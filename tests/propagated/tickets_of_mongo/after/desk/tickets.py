from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError

from desk.db import get_database


class TicketRepository:
    def __init__(self, database):
        self.collection: AsyncCollection = database["tickets"]

    async def create(self, ticket):
        try:
            return (await self.collection.insert_one(ticket)).inserted_id
        except DuplicateKeyError:
            return None

    async def open(self, limit=10):
        return (
            await self.collection.find({"state": "open"})
            .sort("_id")
            .limit(limit)
            .to_list()
        )

    async def titles(self):
        found = []
        async for ticket in self.collection.find({}, {"title": 1}):
            found.append(ticket["title"])
        return found

    async def close(self, id_):
        result = await self.collection.update_one(
            {"_id": id_}, {"$set": {"state": "closed"}}
        )
        return result.modified_count == 1

    async def counts(self):
        rows = await self.collection.aggregate(
            [{"$group": {"_id": "$state", "n": {"$sum": 1}}}]
        )
        return {row["_id"]: row["n"] async for row in rows}


def repository():
    return TicketRepository(get_database())
