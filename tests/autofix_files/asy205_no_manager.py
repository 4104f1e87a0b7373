"""Classes that lack a method of ``async with``."""

import unknown


class Half:
    async def __aenter__(self):
        return self


class Nothing:
    def close(self): ...


class Mixin:
    async def run(self):
        async with self:
            pass


class Foreign(unknown.Base): ...


class Late(Half):
    async def __aexit__(self, *args): ...


async def enter(given: Half):
    async with Half():  # error: 15, advice="it has no '__aexit__'"
        pass
    nothing = Nothing()
    async with nothing:  # error: 15, advice="it has no '__aenter__'"
        pass
    async with Late(), Foreign(), given:
        pass


async def iterate(items: list[int], pairs: dict[str, int]):
    for _ in items:  # error: 19
        pass
    for _ in pairs:  # error: 19
        pass
