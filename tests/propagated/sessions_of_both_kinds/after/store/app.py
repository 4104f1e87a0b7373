import asyncio
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from store.db import get_async_db, get_db, is_up
from store.items import Items
from store.stocktaking import take_stock

app = FastAPI()
Db = Annotated[AsyncSession, Depends(get_async_db)]


@app.get("/health")
async def health():
    return {"up": await asyncio.to_thread(is_up)}


@app.post("/items")
async def add(name: str, db: Db, stock: int = 0):
    return {"id": (await Items(db).add(name, stock)).id}


@app.get("/items/{name}")
async def find(name: str, db: AsyncSession = Depends(get_async_db)):
    items = Items(db)
    return items.as_rows(await items.find(name))


@app.post("/stocktaking")
def tidy(db: Session = Depends(get_db)):
    return {"gone": take_stock(db)}
