from dataclasses import dataclass


class Ledger:
    async def sign(self, who: str | None) -> None: ...

    async def note(self, total: int) -> None: ...

    async def total(self) -> int:
        return 3

    def _pin(self, where):
        return where[0]

    def keep(self, work: int):
        return work.send(None), await_it(work)


async def await_it(work: int):
    return await work


@dataclass
class Line:
    text: str
    total: int = 0
