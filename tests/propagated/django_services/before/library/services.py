from django.db.models import Sum

from library.models import Book, Loan


class NotAvailable(Exception):
    pass


class BookService:
    def find(self, pk: int) -> Book | None:
        return Book.objects.filter(pk=pk).first()

    def titles(self) -> list[str]:
        return [book.title for book in Book.objects.order_by("title")]

    def stock(self) -> int:
        return Book.objects.aggregate(total=Sum("copies"))["total"] or 0

    def add(self, title: str, copies: int) -> Book:
        book, created = Book.objects.get_or_create(title=title, defaults={"copies": copies})
        if not created:
            book.copies += copies
            book.save()
        return book


class LoanService:
    def __init__(self, books: BookService) -> None:
        self.books = books

    def lend(self, pk: int, reader: str) -> int:
        book = self.books.find(pk)
        if book is None:
            raise NotAvailable(pk)
        lent = Loan.objects.filter(book=book).count()
        if lent >= book.copies:
            raise NotAvailable(pk)
        loan = Loan.objects.create(book=book, reader=reader)
        return loan.pk
