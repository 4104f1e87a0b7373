"""Classes and functions with type parameters."""
import random
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, Optional, TypeVar

import httpx
import redis

T = TypeVar("T")
K = TypeVar("K")
ClientT = TypeVar("ClientT", bound=httpx.Client)
Operation = Callable[..., Awaitable[T]]
Made = Callable[[str, K], dict[T, K]]


class Box(Generic[T]):
    first: T
    rest: list[T]

    def __init__(self, inside: T, *more: T, label: str = "") -> None:
        self.inside = inside
        self.more = list(more)

    def open(self) -> T:
        return self.inside

    def opened(self) -> Iterable[T]:
        yield self.inside

    def me(self) -> "Box[T]":
        return self


class Clients(Box[httpx.Client]):
    pass


class Pair(Box[K], Generic[T, K]):
    other: T


class Twice(Pair[redis.Redis, T]):
    pass


class Plain(Box):
    pass


def same(value: T) -> T:
    return value


def first(values: list[T]) -> T:
    return values[0]


def one_of(left: T, right: T) -> T:
    return random.choice([left, right])


def called(function: Callable[..., T], *args: object) -> T:
    return function(*args)


def any_of(*values: T) -> T:
    return values[0]


def given(value: Optional[T], default: T | None = None) -> T:
    return value


async def awaited(work: Awaitable[T]) -> T:
    return await work


async def retried(operation: Operation[K], *args: object) -> K:
    return await operation(*args)


async def retried_twice(operation: Operation[T]) -> T:
    return await retried(operation)


def key_of(maker: Made[httpx.Client, T]) -> T:
    return next(iter(maker("", None)))


def by_name() -> dict[str, int]:
    return {}


def client_of(client: ClientT) -> ClientT:
    return client


async def connect() -> httpx.Client:
    return httpx.Client()


async def use(box: Box[httpx.Client], pair: Pair[redis.Redis, httpx.Client], twice: Twice[str], unknown):
    box  # value: tests.inference.generics.Box[httpx.Client]
    box.open()  # value: httpx.Client
    box.inside  # value: httpx.Client
    box.first  # value: httpx.Client
    box.rest[0]  # value: httpx.Client
    box.me().open()  # value: httpx.Client
    [each for each in box.opened()][0]  # value: httpx.Client
    Clients(httpx.Client()).open()  # value: httpx.Client
    Clients.open  # value: def tests.inference.generics.Box.open
    Plain(httpx.Client()).open()  # value: unknown
    pair.open()  # value: httpx.Client
    pair.other  # value: redis.Redis
    twice.other  # value: redis.Redis
    twice.open()  # value: unresolved str()
    Box(httpx.Client()).open()  # value: httpx.Client
    Box(inside=httpx.Client()).open()  # value: httpx.Client
    Box[redis.Redis](unknown).open()  # value: redis.Redis
    Box(httpx.Client(), unknown).open()  # value: unknown
    Box(unknown).open()  # value: unknown
    same(httpx.Client())  # value: httpx.Client
    same(unknown)  # value: unknown
    first([httpx.Client()])  # value: httpx.Client
    one_of(httpx.Client(), unknown)  # value: unresolved random.choice()
    one_of(httpx.Client(), redis.Redis())  # value: httpx.Client | redis.Redis
    called(httpx.Client)  # value: httpx.Client
    any_of(httpx.Client(), httpx.Client())  # value: httpx.Client
    any_of(*[httpx.Client()])  # value: httpx.Client
    any_of(*unknown)  # value: unknown
    given(httpx.Client())  # value: httpx.Client
    await awaited(connect())  # value: httpx.Client
    awaited(connect())  # value: coroutine[httpx.Client]
    client_of(unknown)  # value: httpx.Client
    await retried(connect)  # value: httpx.Client
    await retried_twice(connect)  # value: httpx.Client
    await retried(unknown)  # value: unknown
    key_of(by_name)  # value: unresolved str()


async def again(operation: Callable[[], T], times: int) -> T:
    result = await operation()
    print(times)
    return result


async def made(operation: Callable[[], T]) -> T:
    return operation()


async def one() -> int:
    return 1


async def of_loose_annotations():
    (await again(one, 3))  # value: int
    (await made(one))  # value: coroutine[int]


class Key(Generic[T]):
    def __init__(self, name: str, kind: type[T]): ...


class Registry:
    def __getitem__(self, key: Key[T]) -> T: ...


CLIENT = Key("client", httpx.Client)


def keys(registry: Registry, other: str):
    registry[CLIENT]  # value: httpx.Client
    registry[other]  # value: unknown


class Holder(Generic[T]):
    """A class that others know by an alias with its variable in brackets."""


Held = Holder[T]


def held(value: T) -> Held:
    return Holder(value)


held(redis.Redis())  # value: tests.inference.generics.Holder[redis.Redis]
