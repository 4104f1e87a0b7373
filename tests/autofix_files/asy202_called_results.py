"""What a coroutine gives is called: no ``await`` where that is no function, either."""

import asyncio


async def listener():
    await asyncio.sleep(1)


async def maker(name):
    await asyncio.sleep(1)

    def run():
        return name

    return run


async def wired(name):
    async def run():
        await asyncio.sleep(1)

    return await run()


async def perhaps(functions, name):
    await asyncio.sleep(1)
    return functions[name]


async def start(functions):
    run = wired("x")  # error: 10
    run()
    made = await maker("x")  # error: 11
    made()
    found = await perhaps(functions, "x")  # error: 12
    found()
    listener()()  # error: 4
    (await maker("y"))()  # error: 4
