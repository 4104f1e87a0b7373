"""A function that runs the loop itself holds its variables for so long."""
# only: own

import asyncio


async def main(): ...


def done(task): ...


def variable(loop: asyncio.AbstractEventLoop):
    task = loop.create_task(main())
    task.add_done_callback(done)
    loop.run_forever()


def no_variable(loop: asyncio.AbstractEventLoop):
    loop.create_task(main())  # error: 4
    loop.run_forever()


def run_before(loop: asyncio.AbstractEventLoop):
    loop.run_forever()
    task = loop.create_task(main())  # error: 11
    task.add_done_callback(done)


async def task():
    await asyncio.sleep(1)


async def named_task():
    await asyncio.sleep(1)
    return asyncio.create_task(task())


async def use():
    named_task_ = 1
    task = 2
    asyncio.create_task(named_task())  # error: 4
    return named_task_, task


def until_complete(loop: asyncio.AbstractEventLoop):
    task = loop.create_task(main())
    task.add_done_callback(done)
    loop.run_until_complete(asyncio.sleep(3))


def not_bound(loop: asyncio.AbstractEventLoop):
    loop.create_task(main())  # error: 4
    loop.run_until_complete(asyncio.sleep(3))
