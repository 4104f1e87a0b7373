# only: own
import asyncio
from asyncio import gather


async def work(number=0):
    await asyncio.sleep(number)


async def main(numbers):
    await asyncio.gather(work(), work())  # error: 10, call="asyncio.gather"
    await gather(*[work(n) for n in numbers])  # error: 10
    await gather(work(), work(), return_exceptions=False)  # error: 10
    await gather(work(), work())
    await gather(work())
    both = gather(work(), work())
    both.cancel()
