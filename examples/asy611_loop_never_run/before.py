"""A client that schedules its work on the loop it was given."""

import asyncio
from concurrent.futures import Future


class Client:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def ask(self) -> "Future[str]":
        return asyncio.run_coroutine_threadsafe(self.answer(), self.loop)

    async def answer(self) -> str:
        await asyncio.sleep(0.01)
        return "yes"


async def main() -> None:
    async with asyncio.timeout(0.3):
        print("the answer is", await asyncio.wrap_future(client.ask()))


if __name__ == "__main__":
    loop = asyncio.new_event_loop()  # error: 11, loop="loop"
    client = Client(loop=loop)
    asyncio.run(main())
