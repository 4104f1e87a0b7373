"""A choir is told when to sing, and one singer leaves meanwhile."""

import asyncio


class Choir:
    def __init__(self) -> None:
        self.singers = {"Ada", "Grace", "Mary"}

    async def sing(self) -> None:
        for singer in list(self.singers):
            await asyncio.sleep(0.02)
            print(len(singer) > 0)

    def leave(self, singer: str) -> None:
        self.singers.discard(singer)


async def go_home(choir: Choir) -> None:
    await asyncio.sleep(0.01)
    choir.leave("Mary")


async def main() -> None:
    choir = Choir()
    await asyncio.gather(choir.sing(), go_home(choir))


if __name__ == "__main__":
    asyncio.run(main())
