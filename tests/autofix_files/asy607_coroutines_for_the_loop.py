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
        asyncio.run_coroutine_threadsafe(quiet(), self.loop)  # error: 8
        future = asyncio.run_coroutine_threadsafe(raises_again(), self.loop)  # error: 8
        future.add_done_callback(lambda done: done.cancelled() or done.result())
        asyncio.run_coroutine_threadsafe(  # error: 8
            # said of it
            quiet(),
            self.loop,
        )
        self.loop.create_task(quiet(), context=self.context)  # error: 8
        asyncio.create_task(quiet())  # error: 8
        task = self.loop.create_task(quiet())  # error: 15
        task.cancel()

    def start(self):
        threading.Thread(target=self.work).start()
