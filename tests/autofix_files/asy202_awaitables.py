"""What is declared to be awaitable, where a plain value is meant."""

from collections.abc import Awaitable, Callable

Check = Callable[[str], Awaitable[bool]]


async def allow(user: str) -> bool:
    return user != "guest"


def ask(user: str) -> Awaitable[bool]: ...


def may_ask(user: str) -> Awaitable[bool] | None: ...


async def permissions(user: str, may_retry: Check | None = None, may_resume: Check = allow):
    if await may_resume(user):  # error: 7
        return f"{await ask(user)}"  # error: 18
    if not await ask(user):  # error: 11
        return None
    if may_ask(user):
        return None
    pending = ask(user)
    if pending:
        return await pending
    return bool(may_retry and await may_retry(user))  # error: 30


async def number() -> int:
    return 1


async def on_one_path(flag, register):
    value = await number() if flag else 0  # error: 12
    other = number() if flag else number()
    third = number() if flag else 0
    register(third)
    if await other > 1:
        return value + 1
    return other
