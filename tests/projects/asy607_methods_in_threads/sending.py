import asyncio

from steps import Step, send


class Sending(Step):
    def execute(self, text: str) -> dict:
        loop: asyncio.AbstractEventLoop = self.container.running()
        self.task = loop.create_task(send(text))  # error: 20
        return {}


class Direct(Step):
    def execute(self, text: str) -> dict:
        loop = self.container.loop
        loop.call_soon(print, text)  # error: 8
        return {}


class Alone(Step):
    def execute(self, text: str) -> dict:
        loop = self.container.fresh()
        self.task = loop.create_task(send(text))
        return {}


class Safe(Step):
    def execute(self, text: str) -> dict:
        asyncio.run_coroutine_threadsafe(send(text), self.container.running())
        return {}


class Preparing(Step):
    def prepare(self) -> None:
        self.task = self.container.loop.create_task(send("x"))

    def check(self) -> None:
        self.task = self.container.loop.create_task(send("x"))


class Other:
    def __init__(self, container) -> None:
        self.loop: asyncio.AbstractEventLoop = container.loop

    def execute(self, text: str) -> None:
        self.task = self.loop.create_task(send(text))
