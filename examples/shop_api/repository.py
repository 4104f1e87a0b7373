"""Users are read through a session that blocks; the endpoint cannot see that."""

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker(create_engine("sqlite:///shop.db"))


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def name_of(self, number: int) -> str:
        row = self.session.execute(text("select name from users where id = :id"), {"id": number})
        return row.scalar_one()
