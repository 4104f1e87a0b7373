"""A class that lacks a method leads to the subclasses beside it."""

import functools
import inspect
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


def after_update(function):
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def wrapped(*args, **kwargs):
            return await function(*args, **kwargs)

    else:

        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            return function(*args, **kwargs)

    return wrapped


class Device:
    async def turn_on(self) -> dict:
        raise NotImplementedError

    async def turn_off(self) -> dict:
        raise NotImplementedError


class Dimmer(Device):
    @after_update
    async def turn_on(self) -> dict:
        return {}

    @after_update
    def turn_off(self) -> dict:
        return {}


async def switch(device: Device) -> None:
    await device.turn_on()  # error: 4
    device.turn_off()
