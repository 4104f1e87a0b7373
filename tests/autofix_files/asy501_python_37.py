# only: own
# settings: {"target_version": "3.7"}
import asyncio


async def reads(device: asyncio.Event):
    try:
        await device.wait()
    except asyncio.CancelledError:
        raise
    except:  # error: 4
        print("no")
