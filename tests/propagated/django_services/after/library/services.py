from django.db.models import Sum

from library.models import Book, Loan


class NotAvailable(Exception):
    pass


class BookService:
    async def find(self, pk: int) -> Book | None:
        return await Book.objects.filter(pk=pk).afirst()

    async def titles(self) -> list[str]:
        return [book.title async for book in Book.objects.order_by("title")]

    async def stock(self) -> int:
        return (await Book.objects.aaggregate(total=Sum("copies")))["total"] or 0

    async def add(self, title: str, copies: int) -> Book:
        book, created = await Book.objects.aget_or_create(
            title=title, defaults={"copies": copies}
        )
        if not created:
            book.copies += copies
            await book.asave()
        return book


class LoanService:
    def __init__(self, books: BookService) -> None:
        self.books = books

    async def lend(self, pk: int, reader: str) -> int:
        book = await self.books.find(pk)
        if book is None:
            raise NotAvailable(pk)
        lent = await Loan.objects.filter(book=book).acount()
        if lent >= book.copies:
            raise NotAvailable(pk)
        loan = await Loan.objects.acreate(book=book, reader=reader)
        return loan.pk
