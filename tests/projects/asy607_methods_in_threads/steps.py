"""Steps of a workflow, which a runner elsewhere runs in its threads."""

import asyncio


class Container:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def running(self) -> asyncio.AbstractEventLoop:
        return self.loop

    def fresh(self) -> asyncio.AbstractEventLoop:
        return asyncio.new_event_loop()


class Step:
    container: Container

    def execute(self, text: str) -> dict: ...

    def prepare(self) -> None: ...

    def check(self) -> None: ...


async def send(text: str) -> None: ...
