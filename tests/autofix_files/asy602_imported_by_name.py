# only: own
from asyncio import Queue, get_event_loop, get_running_loop, sleep


async def main():
    loop = get_running_loop()  # error: 11
    queue = Queue()
    loop.call_later(1, queue.put_nowait, None)
    await sleep(1)
