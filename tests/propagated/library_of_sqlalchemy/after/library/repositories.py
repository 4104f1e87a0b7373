from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from library.models import Book, Loan

ModelT = TypeVar("ModelT")


class Repository(Generic[ModelT]):
    model: type[ModelT]

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, key: int) -> ModelT | None:
        return await self.session.get(self.model, key)

    async def add(self, entity: ModelT) -> ModelT:
        self.session.add(entity)
        await self.session.flush()
        return entity


class BookRepository(Repository[Book]):
    model = Book

    async def by_title(self, part: str) -> list[Book]:
        statement = select(Book).where(Book.title.contains(part)).order_by(Book.title)
        return list(await self.session.scalars(statement))

    async def count(self) -> int:
        return (await self.session.execute(select(func.count(Book.id)))).scalar_one()


class LoanRepository(Repository[Loan]):
    model = Loan

    async def open_loans(self, book_id: int) -> int:
        return await self.session.scalar(
            select(func.count()).select_from(Loan).filter(Loan.book_id == book_id)
        )

    async def of_reader(self, reader: str) -> Loan | None:
        return await self.session.scalar(select(Loan).filter_by(reader=reader).limit(1))
