# only: own
"""What a coroutine ends with is no part of the work in a thread: an error of its own."""
import asyncio
import threading


class Changed(Exception):
    pass


async def watch(work, is_changed):
    thread = threading.Thread(target=work)
    thread.start()
    try:
        while not is_changed():
            await asyncio.sleep(1)
    finally:
        thread.join()  # error: 8
        if is_changed():
            raise Changed("read it again")


async def watch_once(work, is_changed):
    thread = threading.Thread(target=work)
    thread.start()
    try:
        while not is_changed():
            await asyncio.sleep(1)
    finally:
        await asyncio.to_thread(thread.join)  # error: 8


HANDLERS = [watch, watch_once]
