import asyncio

import nest_asyncio

nest_asyncio.apply()


async def fetch():
    return 1


def plain():
    return asyncio.run(fetch())
