# only: own
import asyncio
import logging

log = logging.getLogger(__name__)


async def tells(event: asyncio.Event):
    try:
        await event.wait()
    except Exception:
        raise
    except asyncio.CancelledError:
        raise
    except BaseException:  # error: 4
        log.exception("ended")


async def tells_of_all(event: asyncio.Event):
    while True:
        try:
            await event.wait()
        except asyncio.CancelledError:
            raise
        except:  # error: 8
            print("again")
            continue


async def gives_a_default(event: asyncio.Event):
    try:
        return await event.wait()
    except asyncio.CancelledError:
        raise
    except BaseException as error:  # error: 4
        log.warning("%s", error)
        return None


async def cleans_up(event: asyncio.Event, file):
    try:
        await event.wait()
    except BaseException:  # error: 4
        file.close()


async def goes_on_after(event: asyncio.Event, file):
    try:
        await event.wait()
    except BaseException:  # error: 4
        print("ended")
    file.close()
