# only: own
import asyncio
import concurrent.futures

from motor.motor_asyncio import AsyncIOMotorCollection

_background_tasks: set[asyncio.Task[object]] = set()


async def work(number=0): ...


def plain(): ...


def begin():
    return asyncio.gather(work(), work())


async def statements(loop: asyncio.AbstractEventLoop, items, flag):
    await asyncio.gather(work(), work())  # error: 4, call="asyncio.gather"
    await asyncio.gather(*(work(item) for item in items))  # error: 4
    await loop.run_in_executor(None, plain)  # error: 4
    await asyncio.get_running_loop().run_in_executor(None, plain)  # error: 4
    task = asyncio.create_task(work())
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await asyncio.shield(task)  # error: 4
    await asyncio.wrap_future(concurrent.futures.Future())  # error: 4
    flag and await asyncio.gather(work())  # error: 13
    [await asyncio.gather(work(item)) for item in items]  # error: 5
    await asyncio.gather(work()) if flag else None  # error: 4


def in_a_sync_function(loop: asyncio.AbstractEventLoop):
    loop.run_in_executor(None, plain)  # error: 4


async def silent(loop: asyncio.AbstractEventLoop, register, pool: concurrent.futures.Executor):
    await asyncio.gather(work())
    await loop.run_in_executor(None, plain)
    kept = asyncio.gather(work())
    register(asyncio.shield(work()))
    pool.submit(plain)
    begin()
    loop.create_future().set_result(1)
    asyncio.gather(work()).add_done_callback(register)
    return kept


async def count_up(users: AsyncIOMotorCollection) -> None:
    await users.update_one({"name": "a"}, {"$inc": {"n": 1}})  # error: 4
    await users.insert_one({"name": "b"})
    cursor = users.find({})
    cursor.close()
