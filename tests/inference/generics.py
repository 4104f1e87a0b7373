"""Classes and functions with type parameters."""
from typing import Generic, TypeVar

import httpx

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, inside: T) -> None:
        self.inside = inside

    def open(self) -> T:
        return self.inside


def same(value: T) -> T:
    return value


def first(values: list[T]) -> T:
    return values[0]


def use(box: Box[httpx.Client]):
    box  # value: tests.inference.generics.Box[httpx.Client]
    box.open()  # value: unknown
    same(httpx.Client())  # value: httpx.Client
    first([httpx.Client()])  # value: unknown
