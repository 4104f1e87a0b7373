# only: own


from asyncio import create_task


async def number(*a) -> int:
    return 1


async def first(n):
    for i in range(n):
        await number()  # error: 14, name="req"


async def second(flag):
    c = number()
    if flag:
        await c
    return await c  # error: 17


async def third():
    c = number()
    t = create_task(c)
    await c  # error: 10
    await t


async def fourth():
    while True:
        c = number()
        try:
            await c
            break
        except OSError:
            pass


async def fifth(make):
    c = number()
    try:
        return await c
    except ValueError:
        c = number()
        return await c
