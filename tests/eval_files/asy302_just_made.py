"""Nobody holds a lock that was made just now."""

import asyncio
import threading
import time


async def start():
    lock = threading.Lock()
    lock.acquire()

    def work():
        time.sleep(2)
        lock.release()

    threading.Thread(target=work).start()
    while lock.locked():
        await asyncio.sleep(0.01)


async def too_late():
    lock = threading.Lock()

    def work():
        with lock:
            time.sleep(2)

    threading.Thread(target=work).start()
    lock.acquire()  # error: 4
    lock.release()


async def given(lock: threading.Lock):
    lock.acquire()

    def work():
        with lock:
            time.sleep(2)

    threading.Thread(target=work).start()
    lock.release()
