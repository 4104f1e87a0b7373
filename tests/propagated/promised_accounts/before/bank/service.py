from bank.ports import Accounts


class Bank:
    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts

    def open(self, owner: str) -> int:
        return self.accounts.open(owner).id

    def balance(self, key: int) -> int | None:
        account = self.accounts.find(key)
        return None if account is None else account.balance
