# settings: {"target_version": "3.6"}
# only: own
import asyncio


async def fetch(url):
    await asyncio.sleep(0)
    return url


async def main(urls):
    await asyncio.wait([asyncio.ensure_future(fetch(url)) for url in urls])  # error: 10
