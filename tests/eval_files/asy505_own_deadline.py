# only: own
"""Five seconds around a function that has a deadline of its own would end before it."""

import anyio


class Runner:
    async def _shut_down(self, seats, timeout: float = 5.0):
        try:
            with anyio.fail_after(timeout):
                await seats.acquire()
        except TimeoutError:
            print("too late")

    async def _say_so(self, seats):
        await anyio.sleep(1)
        await seats.acquire()

    async def run(self, work, seats):
        try:
            await work()
        finally:
            await self._shut_down(seats)  # error: 12

    async def run_and_say(self, work, seats):
        try:
            await work()
        finally:
            await self._say_so(seats)  # error: 12


async def in_thread(flush):
    try:
        await anyio.sleep(1)
    finally:
        await anyio.to_thread.run_sync(flush)  # error: 8


async def in_abandoned_thread(flush):
    try:
        await anyio.sleep(1)
    finally:
        await anyio.to_thread.run_sync(flush, abandon_on_cancel=True)  # error: 8
