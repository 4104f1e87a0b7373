# only: own
import asyncio
import threading

_guard = threading.Lock()


async def capture():
    with _guard:  # error: 9
        print(1)


def work(loop: asyncio.AbstractEventLoop):
    loop.run_until_complete(capture())
