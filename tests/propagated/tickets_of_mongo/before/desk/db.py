from pymongo import MongoClient
from pymongo.database import Database


class Mongo:
    client: MongoClient | None = None


mongo = Mongo()


def connect(url="mongodb://localhost:27017"):
    mongo.client = MongoClient(url)


def close():
    mongo.client.close()


def get_database() -> Database:
    return mongo.client["desk"]
