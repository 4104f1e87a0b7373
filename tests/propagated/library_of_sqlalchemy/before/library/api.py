from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session

from library.db import get_session
from library.service import LoanService, NoCopiesError

app = FastAPI()
Db = Annotated[Session, Depends(get_session)]


def get_service(session: Db) -> LoanService:
    return LoanService(session)


Service = Annotated[LoanService, Depends(get_service)]


@app.post("/books")
async def register(title: str, service: Service, copies: int = 1) -> int:
    book = service.register(title, copies)
    return book.id


@app.post("/books/{book_id}/loans")
async def lend(book_id: int, reader: str, service: Service) -> int:
    try:
        loan = service.lend(book_id, reader)
    except NoCopiesError as error:
        raise HTTPException(409) from error
    return loan.id


@app.get("/books")
async def titles(service: Service, part: str = "") -> list[str]:
    return service.titles(part)


@app.get("/count")
async def count(service: Service) -> dict[str, int]:
    return {"books": service.books.count()}
