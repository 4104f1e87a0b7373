"""Wait for the signal to stop, which another program would send."""

import asyncio
import os
import signal
import threading
import time


def send_signal() -> None:
    os.kill(os.getpid(), signal.SIGUSR1)


async def main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signal.signal(signal.SIGUSR1, lambda *_: stop.set())  # error: 4, advice="use loop.add_signal_handler"
    loop.call_later(0.8, print, "the next round would start")
    threading.Timer(0.1, send_signal).start()
    started = time.monotonic()
    await stop.wait()
    delay = time.monotonic() - started
    print("stopped", "late" if delay > 0.5 else "at once")


if __name__ == "__main__":
    asyncio.run(main())
