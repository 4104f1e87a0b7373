# only: own
from asyncio import Queue, get_event_loop, sleep


async def main():
    loop = get_event_loop()  # error: 11
    queue = Queue()
    loop.call_later(1, queue.put_nowait, None)
    await sleep(1)
