from sqlalchemy.ext.asyncio import AsyncSession

from library.models import Book, Loan
from library.repositories import BookRepository, LoanRepository


class NoCopiesError(Exception):
    pass


class LoanService:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.books = BookRepository(session)
        self.loans = LoanRepository(session)

    async def register(self, title: str, copies: int) -> Book:
        book = await self.books.add(Book(title=title, copies=copies))
        await self.session.commit()
        return book

    async def lend(self, book_id: int, reader: str) -> Loan:
        book = await self.books.get(book_id)
        if book is None or await self.loans.open_loans(book_id) >= book.copies:
            raise NoCopiesError(book_id)
        loan = await self.loans.add(Loan(book_id=book_id, reader=reader))
        await self.session.commit()
        await self.session.refresh(loan)
        return loan

    async def titles(self, part: str) -> list[str]:
        return [book.title for book in await self.books.by_title(part)]
