"""Two customers take money from one account at the same time."""

import asyncio


class Account:
    def __init__(self, balance: int) -> None:
        self.balance = balance
        self.lock = asyncio.Lock()

    async def withdraw(self, amount: int) -> None:
        async with self.lock:
            if self.balance >= amount:
                await asyncio.sleep(0.05)
                self.balance -= amount


async def main() -> None:
    account = Account(100)
    await asyncio.gather(account.withdraw(80), account.withdraw(80))
    print("the account is", "overdrawn" if account.balance < 0 else "in order")


if __name__ == "__main__":
    asyncio.run(main())
