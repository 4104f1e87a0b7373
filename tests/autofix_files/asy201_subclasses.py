"""A class that lacks a method leads to the subclasses beside it."""

from abc import ABC, abstractmethod


class Heater(ABC):
    @abstractmethod
    def label(self) -> str: ...


class GasHeater(Heater):
    def label(self) -> str:
        return "gas"

    async def shut_valve(self) -> None: ...

    def light(self) -> None: ...


class OilHeater(Heater):
    def label(self) -> str:
        return "oil"

    async def shut_valve(self) -> None: ...

    async def light(self) -> None: ...


class Dynamic(ABC):
    def __getattr__(self, name):
        return print


class Static(Dynamic):
    async def go(self) -> None: ...


async def leave(heater: Heater, dynamic: Dynamic) -> None:
    await heater.shut_valve()  # error: 4
    heater.label()
    dynamic.go()
