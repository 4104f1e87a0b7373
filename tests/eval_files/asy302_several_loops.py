# only: own
import asyncio
import threading
import time


def run_many():
    guard = threading.Lock()

    def run_one():
        async def capture():
            with guard:  # error: 17
                time.sleep(1)

        asyncio.run(capture())

    run_one()
