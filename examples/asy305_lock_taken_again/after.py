"""A till that is emptied when it is full."""

import asyncio


class Till:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self.coins = 0

    async def pay(self) -> None:
        async with self._lock:
            self.coins += 1
            if self.coins == 3:
                self._take()

    async def empty(self) -> None:
        async with self._lock:
            self._take()

    def _take(self) -> None:
        print("took", self.coins, "coins")
        self.coins = 0


async def main() -> None:
    till = Till()
    for _ in range(3):
        await till.pay()


if __name__ == "__main__":
    asyncio.run(main())
