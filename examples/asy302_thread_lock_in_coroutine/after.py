"""A turnstile lets one visitor at a time into the museum."""

import asyncio
import threading


class Turnstile:
    def __init__(self) -> None:
        self._free = asyncio.Lock()

    async def enter(self, name: str) -> None:
        await self._free.acquire()
        print(name, "enters")

    async def leave(self, name: str) -> None:
        print(name, "leaves")
        self._free.release()


async def visit(turnstile: Turnstile, name: str) -> None:
    await turnstile.enter(name)
    await asyncio.sleep(0.05)
    await turnstile.leave(name)


async def main() -> None:
    turnstile = Turnstile()
    await asyncio.gather(visit(turnstile, "Ada"), visit(turnstile, "Grace"))


if __name__ == "__main__":
    asyncio.run(main())
