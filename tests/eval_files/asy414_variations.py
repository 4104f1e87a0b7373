# only: own


from asyncio import gather


async def number(*a) -> int:
    return 1


async def first():
    a, b = await gather(number(), number())  # error: 17, problem="the results are tested for exceptions, but this gather raises the first one"
    if isinstance(a, BaseException):
        raise a


async def second():
    rs = await gather(number(), number(), return_exceptions=True)  # error: 15


async def third():
    rs = await gather(number(), number(), return_exceptions=True)
    for r in rs:
        print(r)


async def fourth(fs):
    rs = await gather(*[f() for f in fs])
    return [r for r in rs if not isinstance(r, Exception)]


import logging

log = logging.getLogger(__name__)


async def told():
    await gather(number(), number(), return_exceptions=True)  # error: 10


async def told_of_many(results):
    await gather(*[number(result) for result in results], return_exceptions=True)  # error: 10


async def told_by_another(log):
    await gather(number(), return_exceptions=True)  # error: 10


async def each_is_looked_at(items):
    outcomes = await gather(*[number(item) for item in items])  # error: 21
    return [one for one in outcomes if not isinstance(one, BaseException)]


async def each_in_a_loop(items):
    outcomes = await gather(  # error: 21
        *[number(item) for item in items],
    )
    for item, outcome in zip(items, outcomes):
        if isinstance(outcome, Exception):
            log.error("%s: %s", item, outcome)


async def some_are_looked_at(items):
    outcomes = await gather(*[number(item) for item in items])  # error: 21
    return [one for one in outcomes if not isinstance(one, ValueError)]


class Held:
    async def told(self, deep: bool):
        if deep:
            await gather(number(), return_exceptions=True)  # error: 18
