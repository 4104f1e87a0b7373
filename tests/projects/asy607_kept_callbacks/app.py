import asyncio

from recorder import Base, Careful, Recorder, call, watch


class Service:
    def __init__(self, loop):
        self.queue = asyncio.Queue()
        self.ended = asyncio.Event()
        self.started = asyncio.Event()
        self.recorder = Recorder(self.put, on_end=self.end, on_start=self.begin)
        self.careful = Careful(loop, self.put_carefully)
        self.thread = Base(self.tell)

    def put(self, frame):
        self.queue.put_nowait(frame)  # error: 8, function="put"

    def put_carefully(self, frame):
        self.queue.put_nowait(frame)

    def tell(self, number):
        self.ended.set()  # error: 8

    def end(self):
        self.ended.set()

    def begin(self):
        self.started.set()


async def main(path):
    changes = asyncio.Queue()
    watch(path, lambda changed: changes.put_nowait(changed))  # error: 32
    call(path, lambda changed: changes.put_nowait(changed))
    return await changes.get()
