# The coroutine that is returned for a number is told where it is returned, not by each user, too.
async def number() -> int:
    return 1


async def doubled() -> int:
    return await number()  # error: 11


async def undeclared():
    return number()


async def use():
    print((await doubled()) + 1)
    print((await undeclared()) + 1)  # ASY202: 11
