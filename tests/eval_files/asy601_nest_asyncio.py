import asyncio

import anyio
import nest_asyncio

nest_asyncio.apply()


async def load():
    return 1


async def main():
    anyio.run(load)  # error: 4, call="anyio.run()"
    asyncio.get_running_loop().run_until_complete(load())
    return asyncio.run(load())
