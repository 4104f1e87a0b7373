# only: own
import asyncio
import threading
import time

_guard = threading.Lock()


async def capture():
    with _guard:  # error: 9
        time.sleep(1)


def work():
    asyncio.run(capture())


threading.Thread(target=work).start()
threading.Thread(target=work).start()
