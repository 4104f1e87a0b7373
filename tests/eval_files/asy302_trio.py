import threading
import time

import trio

guard = threading.Lock()
counts = []


async def count():
    with guard:  # error: 9, instead="trio.Lock"
        counts.append(1)
    await trio.sleep(1)


def in_a_thread():
    with guard:
        time.sleep(1)
