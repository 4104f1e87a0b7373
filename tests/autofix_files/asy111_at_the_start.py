"""Where nothing else runs, a thread for a computation spares nobody a wait."""

import asyncio


async def main():
    return sum(x for x in range(10**7))  # error: 11


async def other():
    return await asyncio.to_thread(sum, (x for x in range(10**7)))  # error: 11


asyncio.run(main())
