# only: own
import asyncio

limit = asyncio.Semaphore(10)
KINDS = ("a", "b")


async def fetch(url):
    await asyncio.sleep(1)


async def politely(url):
    async with limit:
        await fetch(url)


async def pages(urls):
    await asyncio.gather(*[fetch(url) for url in urls])  # error: 10, function="fetch", source="urls"
    await asyncio.gather(*(fetch(url) for url in urls))  # error: 10
    jobs = [fetch(url) for url in urls]
    await asyncio.gather(*jobs)  # error: 10


async def bounded(urls, semaphore):
    await asyncio.gather(*[politely(url) for url in urls])
    await asyncio.gather(*[fetch(url) for url in urls[:10]])
    await asyncio.gather(*[fetch(url) for url in ("a", "b")])
    await asyncio.gather(*[fetch(url) for url in KINDS])
    await asyncio.gather(*[fetch(n) for n in range(5)])
    await asyncio.gather(*[one(url, semaphore) for url in urls])
    await asyncio.gather(fetch("a"), fetch("b"))


async def one(url, semaphore):
    await fetch(url)
