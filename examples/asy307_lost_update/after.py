"""Three gates count their visitors into one total."""

import asyncio


class Museum:
    def __init__(self) -> None:
        self.total = 0

    async def ask_gate(self) -> int:
        await asyncio.sleep(0.01)
        return 1

    async def count(self) -> None:
        value = await self.ask_gate()
        self.total += value


async def main() -> None:
    museum = Museum()
    await asyncio.gather(*[museum.count() for _ in range(3)])
    print("counted", museum.total, "of 3")


if __name__ == "__main__":
    asyncio.run(main())
