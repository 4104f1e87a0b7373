"""Decorators of the project are followed through the functions that they wrap."""
# only: own
import asyncio
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial, update_wrapper, wraps
from typing import Any, ParamSpec, TypeVar, cast

try:
    from typing import override
except ImportError:
    from typing_extensions import override

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])
KEPT: set[asyncio.Future] = set()


def steady(*, tries: int = 3) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    def outer(work: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        @wraps(work)
        async def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            return await work(*args, **kwargs)

        return inner

    return outer


def route(path: str) -> Callable[[F], F]:
    def mark(handler: F) -> F:
        handler.path = path
        return handler

    return mark


def counted(work):
    async def inner(*args):
        return await work(*args)

    return update_wrapper(inner, work)


def optional(work=None, *, name=""):
    if work is None:
        return partial(optional, name=name)

    @wraps(work)
    async def inner(*args):
        return await work(*args)

    return inner


def either(work):
    if asyncio.iscoroutinefunction(work):

        @wraps(work)
        async def slow(*args, **kwargs):
            return await work(*args, **kwargs)

        return slow

    @wraps(work)
    def quick(*args, **kwargs):
        return str(work(*args, **kwargs))

    return quick


def logged(name):
    def outer(work):
        async def slow(*args, **kwargs):
            return await work(*args, **kwargs)

        def quick(*args, **kwargs):
            return work(*args, **kwargs)

        return slow if inspect.iscoroutinefunction(work) else quick

    return outer


class Ticket:
    def __init__(self, limit: int = 1) -> None:
        self.limit = limit

    def __call__(self, work):
        @wraps(work)
        async def wrapper(*args, **kwargs):
            return await work(*args, **kwargs)

        return wrapper


class Policy:
    def guard(self) -> Callable[[Callable[P, Coroutine[Any, Any, R]]], Callable[P, Coroutine[Any, Any, R]]]:
        def outer(work):
            @wraps(work)
            async def inner(*args, **kwargs):
                return await work(*args, **kwargs)

            return inner

        return outer


policy = Policy()


def runs(work: Callable[P, Awaitable[R]]) -> Callable[P, R]:
    @wraps(work)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return asyncio.run(work(*args, **kwargs))

    return inner


def spawned() -> Callable[[F], F]:
    def outer(work: F) -> F:
        @wraps(work)
        def inner(*args, **kwargs):
            task = asyncio.ensure_future(work(*args, **kwargs))
            KEPT.add(task)
            return task

        return inner

    return outer


class Command:
    def __call__(self, work):
        self.work = work
        return self


class Desk:
    @steady(tries=2)
    async def one(self) -> None: ...

    @route("two")
    async def two(self) -> None: ...

    @counted
    async def three(self) -> None: ...

    @optional
    async def four(self) -> None: ...

    @optional(name="five")
    async def five(self) -> None: ...

    @either
    async def six(self) -> None: ...

    @logged("seven")
    async def seven(self) -> None: ...

    @Ticket(limit=2)
    async def eight(self) -> None: ...

    @policy.guard()
    async def nine(self) -> None: ...

    @override
    async def ten(self) -> None: ...

    @either
    def plain(self) -> None: ...

    @logged("plain")
    def plain_too(self) -> None: ...

    @runs
    async def ran(self) -> None: ...

    @spawned()
    async def started(self) -> None: ...

    @Command()
    async def kept(self) -> None: ...

    async def post(self) -> None:
        self.one()  # error: 8
        self.two()  # error: 8
        self.three()  # error: 8
        self.four()  # error: 8
        self.five()  # error: 8
        self.six()  # error: 8
        self.seven()  # error: 8
        self.eight()  # error: 8
        self.nine()  # error: 8
        self.ten()  # error: 8
        self.plain()
        self.plain_too()
        self.ran()
        self.started()
        self.kept()


def wrapped_by_call(work):
    async def inner(*args):
        return await work(*args)

    return wraps(work)(inner)


def cast_to_itself(work: F) -> F:
    async def inner(*args):
        return await work(*args)

    return cast(F, inner)


@wrapped_by_call
async def by_call(): ...


@cast_to_itself
async def by_cast(): ...


async def both():
    by_call()  # error: 4
    by_cast()  # error: 4
