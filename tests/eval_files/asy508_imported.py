# only: own
from asyncio import TimeoutError, wait_for


async def flagged(work):
    try:
        await wait_for(work(), 5)
    except TimeoutError:  # error: 11, advice="remove its import"
        pass
