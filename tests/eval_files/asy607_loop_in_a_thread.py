# only: own
import asyncio
import threading


class Service:
    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._loop.call_soon(print)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.call_soon(print)
        self._prepare()
        self._loop.run_forever()

    def _prepare(self):
        self._loop.call_later(1, print)

    def start(self):
        self._loop.call_soon(print)
        self._thread.start()

    def stop(self):
        self._loop.stop()  # error: 8, call="self._loop.stop"
        self._thread.join()

    def stop_well(self):
        self._loop.call_soon_threadsafe(self._end)
        asyncio.run_coroutine_threadsafe(self._work(), self._loop)

    def _end(self):
        self._loop.stop()

    def careful(self):
        if self._thread is threading.current_thread():
            self._loop.call_soon(print)

    async def _work(self):
        self._later()
        self._loop.call_soon(print)

    def _later(self):
        self._loop.call_later(1, print)


class Direct:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever).start()

    def soon(self):
        self.loop.call_soon(print)  # error: 8


class Same:
    def __init__(self):
        self.loop = asyncio.new_event_loop()

    def run(self):
        self.loop.run_forever()

    def stop(self):
        self.loop.stop()


class Other:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.own = asyncio.new_event_loop()
        threading.Thread(target=self.run).start()

    def run(self):
        self.own.run_forever()

    def soon(self):
        self.loop.call_soon(print)
