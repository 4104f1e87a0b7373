# only: own
"""Cleanup by a method of an object of one of several classes."""

import trio


class Actor:
    async def stop(self):
        with trio.CancelScope(shield=True):
            await self.done.wait()

    async def leave(self):
        await self.done.wait()


class Root(Actor):
    pass


class Guest(Actor):
    async def stop(self):
        await self.done.wait()


async def inherited_shield(is_root, work):
    if is_root:
        actor = Root()
    else:
        actor = Actor()
    try:
        await work()
    finally:
        await actor.stop()


async def shield_of_one(is_guest, work):
    if is_guest:
        actor = Guest()
    else:
        actor = Actor()
    try:
        await work()
    finally:
        with trio.move_on_after(5, shield=True):
            await actor.stop()  # error: 8


async def no_shield(is_root, work):
    if is_root:
        actor = Root()
    else:
        actor = Actor()
    try:
        await work()
    finally:
        with trio.move_on_after(5, shield=True):
            await actor.leave()  # error: 8
