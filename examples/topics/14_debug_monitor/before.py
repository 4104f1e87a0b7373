"""Ask a running program how many tasks it has, from a thread that watches it."""

import asyncio
import threading


class Monitor(threading.Thread):
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(daemon=True)
        self.loop = loop

    def run(self) -> None:
        answer = asyncio.run_coroutine_threadsafe(self.count(), self.loop)
        try:
            print("monitor: tasks:", answer.result(0.3))
        except TimeoutError:
            print("monitor: no answer")

    async def count(self) -> int:
        return len(asyncio.all_tasks())


async def main() -> None:
    await asyncio.sleep(0.5)


if __name__ == "__main__":
    monitor = Monitor(loop=asyncio.new_event_loop())  # ASY611: 27
    monitor.start()
    asyncio.run(main())
