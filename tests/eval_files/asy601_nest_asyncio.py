import asyncio

import anyio
import nest_asyncio
import uvicorn

nest_asyncio.apply()


async def load():
    return 1


async def main():
    uvicorn.run("service:app")
    anyio.run(load)  # error: 4, call="anyio.run()"
    asyncio.get_running_loop().run_until_complete(load())
    return asyncio.run(load())


def from_outside():
    return asyncio.get_event_loop().run_until_complete(load())
