# only: own
import asyncio
import logging

logger = logging.getLogger(__name__)


def abortable(work):
    async def wrapper(server, connection):
        try:
            await work(server, connection)
        except asyncio.CancelledError:  # error: 8
            connection.response("426", "transfer aborted")
            connection.response("226", "abort successful")

    return wrapper


async def answers_by_a_queue(device, replies):
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        logger.info("cancelled")
        await replies.put({"state": "cancelled"})


# Still mended: it tells a log, cleans up, or goes on.


async def tells_a_log(device, name):
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        logger.info("%s was cancelled", name)


async def cleans_up(device, pool):
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        device.close()
        pool.remove(device)
        await asyncio.sleep(0)


async def answers_and_goes_on(device, replies):
    while True:
        try:
            await device.read()
        except asyncio.CancelledError:  # error: 8
            replies.send("cancelled")


class Session:
    def __init__(self, handle):
        self.handle = handle

    async def clean_up(self):
        try:
            await asyncio.shield(self.handle.abort())
        except asyncio.CancelledError:  # error: 8
            pass

    async def let_go(self):
        try:
            await self.handle.let_go()
        except asyncio.CancelledError:  # error: 8
            pass

    async def close(self):
        try:
            await self.handle.end()
        except asyncio.CancelledError:  # error: 8
            pass

    async def run(self):
        try:
            await self.handle.run()
        except asyncio.CancelledError as error:
            await self.clean_up()
            raise RuntimeError("cancelled") from error
        except ValueError:
            await self.clean_up()
            self.handle.report()
        finally:
            await self.let_go()
            self.handle = None
        await self.close()
