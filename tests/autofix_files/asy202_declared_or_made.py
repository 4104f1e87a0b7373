"""Functions that are declared to give an awaitable, or are a coroutine function of one's own."""

from collections.abc import Awaitable, Callable


async def allow(user) -> bool:
    return bool(user)


def plainly(user) -> bool:
    return bool(user)


class Step:
    def __init__(self, check: Callable[[dict], Awaitable[bool]] | None = None) -> None:
        self.check = check or allow


class Either:
    def __init__(self, check: Callable[[dict], Awaitable[bool]] | None = None) -> None:
        self.check = check or plainly


async def may(step: Step, other: Either, user):
    if await step.check(user):  # error: 7, use="a truth test"
        return bool(await step.check(user))  # error: 20
    if other.check(user):
        return False
    return await step.check(user)


async def parts(user, name):
    found = await allow(user)  # error: 12
    if getattr(found, "path", None):
        return True
    getattr(await allow(user), "path", None)  # error: 12, use="getattr()"
    getattr(allow(user), "cr_frame", None)
    getattr(allow(user), "__name__", "")
    getattr(allow(user), name, None)
    return getattr(plainly(user), "path", None)


async def asked(user):
    work = allow(user)
    if getattr(work, "get_name", None):
        print("a task")
    return await work
