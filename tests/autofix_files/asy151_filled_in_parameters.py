"""A parameter that the function fills in where it is missing is what was passed everywhere else."""

import asyncio
import time


class Handler:
    def build(self, fast=None):
        if fast is None:
            fast = self.is_fast
        for name in self.names:
            if fast or name in self.others:
                continue
            time.sleep(1)

    def or_own(self, fast=None):
        fast = fast or self.is_fast
        if fast:
            return
        time.sleep(1)

    def chosen(self, mode=None):
        mode = self.mode if mode is None else mode
        if mode == "slow":
            time.sleep(1)

    def kept(self, fast=None):
        if not fast:
            fast = self.is_fast
        mine = fast
        if not mine:
            time.sleep(1)

    def bound_twice(self, fast=None):
        if fast is None:
            fast = self.is_fast
        if self.is_careful:
            fast = False
        if not fast:
            time.sleep(1)


async def passed(handler: Handler):
    handler.build(fast=True)
    handler.or_own(fast=True)
    handler.chosen(mode="quick")


async def not_decided(handler: Handler):
    await asyncio.to_thread(handler.build)  # error: 4


async def by_another_value(handler: Handler):
    await asyncio.to_thread(handler.or_own, fast=False)  # error: 4


async def by_the_mode(handler: Handler):
    await asyncio.to_thread(handler.chosen, mode="slow")  # error: 4


async def through_a_variable(handler: Handler):
    await asyncio.to_thread(handler.kept)  # error: 4


async def bound_again(handler: Handler):
    await asyncio.to_thread(handler.bound_twice, fast=True)  # error: 4
