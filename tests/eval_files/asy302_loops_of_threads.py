# only: own
import asyncio
import threading

_guard = threading.Lock()


async def capture():
    with _guard:  # error: 9
        print(1)


def work():
    asyncio.run(capture())


threading.Thread(target=work).start()
threading.Thread(target=work).start()
