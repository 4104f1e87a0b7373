import asyncio
import signal
import sys
from signal import SIGINT, signal as on_signal


def stop(*_):
    print("stop")


async def main():
    signal.signal(signal.SIGTERM, stop)  # error: 4, advice="use loop.add_signal_handler"
    signal.signal(signal.SIGTERM, lambda *_: stop())  # error: 4
    on_signal(SIGINT, stop)  # error: 4


async def resolved(loop: asyncio.AbstractEventLoop):
    future = loop.create_future()
    loop.add_signal_handler(SIGINT, future.set_result, None)  # error: 36, advice="use asyncio.Event.set"
    loop.add_signal_handler(SIGINT, future.set_exception, KeyboardInterrupt())  # error: 36


def on_the_loop():
    signal.signal(signal.SIGTERM, stop)  # error: 4


async def start(loop: asyncio.AbstractEventLoop):
    loop.call_soon(on_the_loop)


async def restored():
    original = signal.getsignal(SIGINT)
    signal.signal(SIGINT, signal.SIG_DFL)
    signal.signal(SIGINT, signal.SIG_IGN)
    signal.signal(SIGINT, original)
    signal.signal(SIGINT, signal.default_int_handler)


async def where_the_loop_cannot(loop: asyncio.AbstractEventLoop, event: asyncio.Event):
    try:
        loop.add_signal_handler(SIGINT, event.set)
    except NotImplementedError:
        signal.signal(SIGINT, stop)
    if sys.platform == "win32":
        signal.signal(SIGINT, stop)
    loop.add_signal_handler(SIGINT, lambda: event.set())
    loop.add_signal_handler(SIGINT, stop)


def before_the_loop():
    signal.signal(signal.SIGTERM, stop)


async def of_others(signal):
    signal.signal(1, stop)


def nothing(signum, frame):
    pass


async def with_an_empty_handler():
    signal.signal(signal.SIGINT, nothing)


def leave(signum, frame):
    print("bye")
    sys.exit(1)


def interrupt(signum, frame):
    raise KeyboardInterrupt


async def that_ends_the_program():
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, interrupt)


class Service:
    async def run(self):
        self.loop = asyncio.get_running_loop()
        signal.signal(signal.SIGTERM, self.on_signal)

    def on_signal(self, *_):
        self.in_background(self.close)

    def in_background(self, function):
        asyncio.run_coroutine_threadsafe(function(), self.loop)

    async def close(self):
        self.loop = None
