"""A coroutine does not wait for the thread that it runs in; one of another loop does."""

import asyncio
import threading


class Session:
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def close(self) -> None:
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)

    async def close_by_helper(self) -> None:
        self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def close_from_outside(self) -> None:
        await asyncio.to_thread(self._end)  # ASY160: 8

    async def wait_from_outside(self) -> None:
        await asyncio.to_thread(self._thread.join)  # error: 8

    async def end_from_outside(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()  # error: 8

    def finish(self) -> None:
        asyncio.run_coroutine_threadsafe(self.close(), self._loop).result(5)
        asyncio.run_coroutine_threadsafe(self.close_by_helper(), self._loop).result(5)


class Worker:
    def __init__(self) -> None:
        self._thread = threading.Thread(target=self._work)
        self._other = threading.Thread(target=print)

    def _work(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        await self._stop()
        await self._stop_other()

    async def _stop(self) -> None:
        self._thread.join()

    async def _stop_other(self) -> None:
        self._other.join()  # error: 8


class Heartbeat:
    """The thread runs a coroutine by itself."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._reader: threading.Thread | None = None

    async def start(self) -> None:
        self._thread = threading.Thread(target=asyncio.run, args=(self._beat(1),), daemon=True)
        self._reader = threading.Thread(target=lambda: asyncio.run(self._read()))

    def _reset(self) -> None:
        try:
            self._thread.join(timeout=1)
        except RuntimeError:
            pass

    async def _beat(self, wait) -> None:
        await asyncio.sleep(wait)
        await self._tick()

    async def _tick(self) -> None:
        self._reset()

    async def _read(self) -> None:
        self._reader.join()

    async def end(self) -> None:
        await asyncio.to_thread(self._reset)  # ASY160: 8

    async def end_reader(self) -> None:
        await asyncio.to_thread(self._reader.join)  # error: 8


class Printer:
    """What a thread is given besides runs before it starts."""

    def start(self) -> None:
        self._thread = threading.Thread(target=print, args=(self.text(),))

    async def text(self) -> None:
        await asyncio.to_thread(self._thread.join)  # error: 8
