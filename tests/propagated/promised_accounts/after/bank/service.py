from bank.ports import Accounts


class Bank:
    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts

    async def open(self, owner: str) -> int:
        return (await self.accounts.open(owner)).id

    async def balance(self, key: int) -> int | None:
        account = await self.accounts.find(key)
        return None if account is None else account.balance
