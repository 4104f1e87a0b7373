# only: own
import asyncio
import time


async def block_event_loop(seconds: int):
    time.sleep(seconds)  # error: 4


async def slow(seconds: int):
    """Simulates a stalled event loop."""
    time.sleep(seconds)  # error: 4


async def handler():
    # the loop must be blocked here
    time.sleep(1)  # error: 4


async def waiting_without_blocking():
    time.sleep(1)  # error: 4


async def pause_nonblocking():
    """Does not block."""
    time.sleep(1)  # error: 4


async def main():
    def outer():
        return 1

    async def freeze_loop():
        time.sleep(1)  # error: 8

    await freeze_loop()
    await asyncio.sleep(outer())
