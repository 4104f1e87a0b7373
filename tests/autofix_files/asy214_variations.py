# only: own
import asyncio
import logging
import threading
from abc import ABC, abstractmethod


async def number(*a) -> int:
    return 1


class T(threading.Thread):
    def __init__(self):
        super().__init__()

    async def run(self):  # error: 4, method="run"
        await number()


class H(logging.StreamHandler):
    async def emit(self, record):  # error: 4
        await number()


class PB:
    def on_event(self, e): ...
    def dispatch(self, e):
        self.on_event(e)


class PC(PB):
    async def on_event(self, e):  # error: 4
        await number()


class QB:
    def on_event(self, e): ...
    async def dispatch(self, e):
        r = self.on_event(e)
        if asyncio.iscoroutine(r):
            await r


class RB:
    async def load(self): ...
    async def use(self):
        return await self.load()


class RC(RB):
    async def load(self):  # error: 4
        return 3


class RD(RB):
    def load(self):
        return number()


class SimulatorBase(ABC):
    @abstractmethod
    async def connect(self): ...
    @abstractmethod
    async def stop(self): ...


class Simulator(SimulatorBase):
    # The abstract method has the wrong colour: those who call it hand on what it gives, and enter that.
    def connect(self):
        return open("x")

    async def stop(self):  # error: 4
        return 1


class Client:
    def __init__(self, simulator: SimulatorBase):
        self.simulator = simulator

    def connect(self):
        return self.simulator.connect()

    async def stop(self):
        return await self.simulator.stop()
