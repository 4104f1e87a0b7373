from typing import Protocol

from bank.db import Account


class Accounts(Protocol):
    def open(self, owner: str) -> Account: ...

    def find(self, key: int) -> Account | None: ...
