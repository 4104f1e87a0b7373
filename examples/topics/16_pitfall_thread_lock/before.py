"""Two customers draw from one account."""

import asyncio
import threading


class Account:
    def __init__(self, balance: int) -> None:
        self.balance = balance
        self._lock = threading.Lock()

    async def draw(self, amount: int) -> str:
        with self._lock:  # ASY301: 8
            if self.balance < amount:
                return "refused"
            await asyncio.sleep(0.01)
            self.balance -= amount
            return "paid"


async def main() -> None:
    account = Account(100)
    print(*await asyncio.gather(account.draw(80), account.draw(80)))


if __name__ == "__main__":
    asyncio.run(main())
