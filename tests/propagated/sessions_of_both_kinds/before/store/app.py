from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

from store.db import get_db, is_up
from store.items import Items
from store.stocktaking import take_stock

app = FastAPI()
Db = Annotated[Session, Depends(get_db)]


@app.get("/health")
async def health():
    return {"up": is_up()}


@app.post("/items")
async def add(name: str, db: Db, stock: int = 0):
    return {"id": Items(db).add(name, stock).id}


@app.get("/items/{name}")
async def find(name: str, db: Session = Depends(get_db)):
    items = Items(db)
    return items.as_rows(items.find(name))


@app.post("/stocktaking")
async def tidy(db: Session = Depends(get_db)):
    return {"gone": take_stock(db)}
