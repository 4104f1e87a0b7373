"""Futures, and objects that do nothing until they are awaited or entered."""
# only: own

import asyncio

import aiohttp
from motor.motor_asyncio import AsyncIOMotorCollection
from tortoise import fields
from tortoise.models import Model


class User(Model):
    name = fields.CharField(max_length=30)


async def page(session: aiohttp.ClientSession) -> str:
    response = await session.get("/page")  # error: 15
    print(response.status)
    return "page"


async def entered(session: aiohttp.ClientSession) -> str:
    getting = session.get("/page")
    async with getting as response:
        return await response.text()


async def awaited(session: aiohttp.ClientSession) -> int:
    getting = session.get("/page")
    response = await getting
    getting.close()
    return response.status


async def direct(session: aiohttp.ClientSession) -> int:
    return session.post("/page").status  # error: 11


async def rename(pk: int) -> None:
    user = await User.get(id=pk)  # error: 11
    user.save()


async def renamed(pk: int) -> None:
    user = await User.get(id=pk)
    await user.save()
    chosen = User.get(id=pk).only("name")
    print((await chosen).name)


async def found(users: AsyncIOMotorCollection) -> str:
    document = await users.find_one({"name": "a"})  # error: 15
    return document["name"]


async def found_later(users: AsyncIOMotorCollection, keep) -> str:
    document = users.find_one({"name": "a"})
    keep(document)
    return (await document)["name"]


async def results(works) -> list:
    got = await asyncio.gather(*works)  # error: 10
    return [one + 1 for one in got]


async def task_later(work) -> None:
    task = asyncio.create_task(work())
    print(task.answer)  # error: 10
    await task
