# only: own


from asyncio import gather


async def number(*a) -> int:
    return 1


async def first():
    a, b = await gather(number(), number())  # error: 17, problem="the results are tested for exceptions, but this gather raises the first one"
    if isinstance(a, BaseException):
        raise a


async def second():
    rs = await gather(number(), number())  # error: 15


async def third():
    rs = await gather(number(), number(), return_exceptions=True)
    for r in rs:
        print(r)


async def fourth(fs):
    rs = await gather(*[f() for f in fs])
    return [r for r in rs if not isinstance(r, Exception)]
