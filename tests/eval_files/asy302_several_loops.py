# only: own
import asyncio
import threading


def run_many():
    guard = threading.Lock()

    def run_one():
        async def capture():
            with guard:  # error: 17
                print(1)

        asyncio.run(capture())

    run_one()
