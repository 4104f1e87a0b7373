"""Coroutines that a thread hands to the loop, and what becomes of their errors."""
# only: own

import asyncio
import threading


async def quiet():
    """Let nothing out."""
    try:
        await asyncio.sleep(1)
    except Exception:
        print("failed")


async def raises_again():
    try:
        await asyncio.sleep(1)
    except Exception:
        print("failed")
        raise


class Worker:
    def __init__(self, context):
        self.loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        self.context = context

    def work(self):
        self.loop.create_task(quiet())  # error: 8
        self.loop.create_task(raises_again(), name="again")  # error: 8
        self.loop.create_task(  # error: 8
            # said of it
            quiet(),
        )
        self.loop.create_task(quiet(), context=self.context)  # error: 8
        asyncio.create_task(quiet())  # error: 8
        task = self.loop.create_task(quiet())  # error: 15
        task.cancel()

    def start(self):
        threading.Thread(target=self.work).start()
