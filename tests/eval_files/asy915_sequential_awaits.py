# only: own
import asyncio


async def fetch(url: str):
    await asyncio.sleep(1)
    return url


async def pages(urls):
    return [await fetch(url) for url in urls]  # error: 12, what="these calls are awaited", how="'asyncio.TaskGroup'"


async def by_url(urls):
    found = {}
    for url in urls:
        found[url] = await fetch(url)  # error: 21
    names = []
    for url in urls:
        names.append(await fetch(url))  # error: 21
    return found, names


async def two(first: str, second: str):
    one = await fetch(first)
    two = await fetch(second)  # error: 10, what="this call and the one before are awaited"
    return one, two


async def depends(url):
    one = await fetch(url)
    two = await fetch(one)
    return two


async def with_a_session(session):
    one = await get_user(session)
    two = await get_orders(session)
    return one, two


async def get_user(session):
    await asyncio.sleep(1)


async def get_orders(session):
    await asyncio.sleep(1)


async def paced(urls):
    for url in urls:
        print(await fetch(url))
        await asyncio.sleep(1)


async def same_again():
    return [await fetch("x") for _ in range(3)]


async def overlapping(urls):
    return await asyncio.gather(*[fetch(url) for url in urls])


async def with_one_session(session, urls):
    return [await get_page(session, url) for url in urls]


async def get_page(session, url):
    await session.get(url)
