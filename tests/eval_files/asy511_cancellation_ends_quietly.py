# only: own
import asyncio


async def stop(t):
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:  # error: 4, problem="the caller's own cancellation ends here too, not only that of the task"
        pass
