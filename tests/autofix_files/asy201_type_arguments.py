"""What is asked for by its class is an instance of it."""

import os
from importlib import import_module
from typing import Any, Optional, Type, TypeVar

T = TypeVar("T")


class Boiler:
    async def light(self) -> None: ...

    @classmethod
    def build(cls) -> "Boiler":
        return cls()


class Oven:
    def light(self) -> None: ...


def implementation(cls: type[T], name: str | None) -> type[T]:
    if name is None:
        return cls
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)


class Cellar:
    def __init__(self) -> None:
        self._known: dict[type, Any] = {}

    def find(self, cls: type[T]) -> T:
        return self._known[cls]

    def maybe(self, cls: Type[T], name: str = "") -> Optional[T]:
        return self._known.get(cls)

    def maybe_too(self, cls: type[T]) -> T | None:
        return self._known.get(cls)

    def all(self, cls: type[T]) -> list[T]:
        return []

    def of(self, cls: type) -> Any:
        return self._known[cls]


BoilerImpl = implementation(Boiler, os.environ.get("BOILER"))
boiler = BoilerImpl.build()


async def winter(cellar: Cellar, cls: type) -> None:
    await boiler.light()  # error: 4
    await cellar.find(Boiler).light()  # error: 4
    await cellar.maybe(Boiler, "x").light()  # error: 4
    await cellar.maybe_too(Boiler).light()  # error: 4
    cellar.find(Oven).light()
    cellar.find(cls).light()
    cellar.all(Boiler).light()
    cellar.of(Boiler).light()
