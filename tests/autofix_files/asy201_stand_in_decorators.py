"""Decorators of newer Pythons with stand-ins of the project's own."""

import typing

if hasattr(typing, "override"):
    override = typing.override
else:

    def override(method):
        return method


if hasattr(typing, "final"):
    sealed = typing.final
else:

    def sealed(method):
        return lambda self: method(self)


def dropping(method):
    return lambda self: None


either = typing.final if typing.TYPE_CHECKING else dropping


class Base:
    async def acquire(self): ...

    async def release(self): ...

    async def reset(self): ...


class Limit(Base):
    @override
    async def acquire(self):
        await super().acquire()  # error: 8

    @sealed
    async def release(self): ...

    @either
    async def reset(self): ...


async def main(limit: Limit):
    await Limit().acquire()  # error: 4
    await Limit().release()  # error: 4
    Limit().reset()
