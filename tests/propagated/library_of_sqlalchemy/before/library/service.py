from sqlalchemy.orm import Session

from library.models import Book, Loan
from library.repositories import BookRepository, LoanRepository


class NoCopiesError(Exception):
    pass


class LoanService:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.books = BookRepository(session)
        self.loans = LoanRepository(session)

    def register(self, title: str, copies: int) -> Book:
        book = self.books.add(Book(title=title, copies=copies))
        self.session.commit()
        return book

    def lend(self, book_id: int, reader: str) -> Loan:
        book = self.books.get(book_id)
        if book is None or self.loans.open_loans(book_id) >= book.copies:
            raise NoCopiesError(book_id)
        loan = self.loans.add(Loan(book_id=book_id, reader=reader))
        self.session.commit()
        self.session.refresh(loan)
        return loan

    def titles(self, part: str) -> list[str]:
        return [book.title for book in self.books.by_title(part)]
