# only: own
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient

db = AsyncIOMotorClient().lab
new = AsyncMongoClient().lab


async def find(key):
    cursor = await db.samples.find({"id": key})  # error: 13, statement="await"
    sorted_cursor = await db.samples.find({}).sort("id")  # error: 20
    groups = await db.samples.aggregate([])  # error: 13
    documents = await new.samples.find({})  # error: 16
    return cursor, sorted_cursor, groups, documents


async def silent(key):
    rows = [row async for row in db.samples.find({})]
    one = await db.samples.find_one({"id": key})
    all_rows = await db.samples.find({}).to_list(None)
    groups = await new.samples.aggregate([])
    first = await new.samples.find({}).to_list(None)
    return rows, one, all_rows, groups, first
