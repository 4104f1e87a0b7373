from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from library.models import Book, Loan

ModelT = TypeVar("ModelT")


class Repository(Generic[ModelT]):
    model: type[ModelT]

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, key: int) -> ModelT | None:
        return self.session.get(self.model, key)

    def add(self, entity: ModelT) -> ModelT:
        self.session.add(entity)
        self.session.flush()
        return entity


class BookRepository(Repository[Book]):
    model = Book

    def by_title(self, part: str) -> list[Book]:
        statement = select(Book).where(Book.title.contains(part)).order_by(Book.title)
        return list(self.session.scalars(statement))

    def count(self) -> int:
        return self.session.execute(select(func.count(Book.id))).scalar_one()


class LoanRepository(Repository[Loan]):
    model = Loan

    def open_loans(self, book_id: int) -> int:
        return self.session.query(Loan).filter(Loan.book_id == book_id).count()

    def of_reader(self, reader: str) -> Loan | None:
        return self.session.query(Loan).filter_by(reader=reader).first()
