"""Coroutine functions that a class stores, and calls as plain ones only."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable


async def job(number=1): ...


class Button:
    def __init__(self, on_click: Callable[[], None] | None = None):
        self.on_click = on_click

    def fire(self):
        if self.on_click is not None:
            self.on_click()


class Emitter:
    def __init__(self):
        self.handlers = []
        self.by_name = {}

    def on(self, handler: Callable[[int], None]):
        self.handlers.append(handler)

    def named(self, name, handler):
        self.by_name[name] = handler

    def off(self, handler):
        self.handlers.remove(handler)

    def fire(self):
        for handler in list(self.handlers):
            handler(1)
        for handler in self.by_name.values():
            handler(2)


class Asks:
    def __init__(self, handler):
        self.handler = handler
        self.others = []

    def add(self, other):
        self.others.append(other)

    async def fire(self):
        found = self.handler()
        if inspect.isawaitable(found):
            await found
        for other in self.others:
            if asyncio.iscoroutinefunction(other):
                await other()
            else:
                other()


class HandsOn:
    def __init__(self, handler):
        self.handler = handler
        self.all = []

    def fire(self, run):
        self.handler()  # ASY201: 8
        run(self.handler)

    def add(self, other):
        self.all.append(other)
        return other


def plain_call(callback):
    callback()


def main(run):
    Button(on_click=job)  # error: 20
    Button(job)  # error: 11
    Button(functools.partial(job, 3))  # error: 11
    Button(lambda: job(3))  # error: 11
    Button(print)
    emitter = Emitter()
    emitter.on(job)  # error: 15
    emitter.named("x", handler=job)  # error: 31
    emitter.off(job)
    Asks(job).add(job)
    HandsOn(job).add(job)
    plain_call(callback=functools.partial(job, 1))  # error: 24
