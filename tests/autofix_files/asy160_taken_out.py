# only: own
"""What is taken out of the only place that others know, to be ended: a cancellation must not lose it."""

import asyncio
import selectors
import threading

workers: dict[str, "Worker"] = {}


class Worker:
    def __init__(self) -> None:
        self.thread = threading.Thread(target=print)
        self.selector = selectors.DefaultSelector()

    def wind_up(self) -> None:
        self.thread.join()
        self.selector.close()

    def wait_for(self) -> None:
        self.thread.join()


class Helper(Worker):
    def close_all(self) -> None:
        self.thread.join()
        self.selector.close()


class Pool:
    def __init__(self) -> None:
        self.workers: dict[str, Worker] = {}
        self.helpers: dict[str, Helper] = {}
        self.main: Worker | None = None
        self.spare: Worker | None = None

    async def renew(self, name: str) -> None:
        old = self.workers.pop(name, None)
        if old is not None:
            old.wind_up()  # error: 12
        self.workers[name] = Worker()

    async def end(self, name: str) -> None:
        workers.pop(name).wind_up()  # error: 8

    async def end_after_a_while(self, name: str) -> None:
        old = self.helpers.pop(name)
        await asyncio.sleep(1)
        await asyncio.to_thread(old.close_all)  # error: 8

    async def end_and_take_out(self, name: str) -> None:
        old = self.helpers[name]
        old.close_all()  # error: 8
        del self.helpers[name]

    async def end_in_any_case(self, name: str) -> None:
        old = self.workers.pop(name)
        try:
            await asyncio.to_thread(old.wait_for)  # error: 12
        finally:
            self.spare = old

    async def wait_for(self, name: str) -> None:
        old = self.workers.pop(name)
        await asyncio.to_thread(old.wait_for)  # error: 8

    async def end_local(self, found: dict[str, Helper]) -> None:
        old = found.pop("main")
        await asyncio.to_thread(old.close_all)  # error: 8

    async def end_main(self) -> None:
        main = self.main
        if main is None:
            return
        self.main = None
        main.wind_up()  # error: 8

    async def end_spare(self) -> None:
        spare, self.spare = self.spare, None
        if spare is not None:
            spare.wind_up()  # error: 12
