from sqlalchemy.orm import Session, sessionmaker

from bank.db import Account


class SqlAccounts:
    def __init__(self, factory: sessionmaker[Session]) -> None:
        self.factory = factory

    def open(self, owner: str) -> Account:
        with self.factory() as session, session.begin():
            account = Account(owner=owner)
            session.add(account)
            session.flush()
            session.expunge(account)
            return account

    def find(self, key: int) -> Account | None:
        with self.factory() as session:
            return session.get(Account, key)
