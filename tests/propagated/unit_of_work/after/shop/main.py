from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.ext.asyncio import AsyncSession

from shop import crud, services
from shop.database import create_tables, get_db


@asynccontextmanager
async def lifespan(app: FastAPI):
    create_tables()
    yield


app = FastAPI(lifespan=lifespan)
Db = Annotated[AsyncSession, Depends(get_db)]


@app.get("/products")
async def products(db: AsyncSession = Depends(get_db)):
    found = await crud.list_products(db)
    return {"count": await crud.count_products(db), "names": [product.name for product in found]}


@app.post("/products")
async def add(name: str, stock: int = 0):
    return {"id": await services.add_product(name, stock)}


@app.post("/orders")
async def order(product_id: int, quantity: int):
    try:
        return {"total": await services.order(product_id, quantity)}
    except services.OutOfStock:
        raise HTTPException(409, "out of stock")


@app.put("/products/{product_id}")
async def rename(product_id: int, name: str, db: Db):
    return {"name": (await crud.rename(db, product_id, name)).name}


@app.delete("/products/{product_id}")
async def delete(product_id: int, db: AsyncSession = Depends(get_db)):
    return {"deleted": await crud.delete(db, product_id)}
