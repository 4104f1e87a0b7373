from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from desk.db import get_database


class TicketRepository:
    def __init__(self, database):
        self.collection: Collection = database["tickets"]

    def create(self, ticket):
        try:
            return self.collection.insert_one(ticket).inserted_id
        except DuplicateKeyError:
            return None

    def open(self, limit=10):
        return list(self.collection.find({"state": "open"}).sort("_id").limit(limit))

    def titles(self):
        found = []
        for ticket in self.collection.find({}, {"title": 1}):
            found.append(ticket["title"])
        return found

    def close(self, id_):
        result = self.collection.update_one({"_id": id_}, {"$set": {"state": "closed"}})
        return result.modified_count == 1

    def counts(self):
        rows = self.collection.aggregate([{"$group": {"_id": "$state", "n": {"$sum": 1}}}])
        return {row["_id"]: row["n"] for row in rows}


def repository():
    return TicketRepository(get_database())
