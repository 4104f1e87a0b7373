# only: own
import asyncio
import threading
import time

_guard = threading.Lock()


async def capture():
    with _guard:  # error: 9
        time.sleep(1)


def work(loop: asyncio.AbstractEventLoop):
    loop.run_until_complete(capture())
