"""Move money between two accounts; the second half must not get lost."""

import asyncio


class Account:
    def __init__(self, balance: int) -> None:
        self.balance = balance

    async def withdraw(self, amount: int) -> None:
        await asyncio.sleep(0)
        self.balance -= amount

    async def deposit(self, amount: int) -> None:
        await asyncio.sleep(0)
        self.balance += amount


async def transfer(source: Account, target: Account, amount: int) -> None:
    await source.withdraw(amount)
    target.deposit(amount)  # error: 4


async def main() -> None:
    source, target = Account(100), Account(0)
    await transfer(source, target, 40)
    print(source.balance, target.balance)


if __name__ == "__main__":
    asyncio.run(main())
