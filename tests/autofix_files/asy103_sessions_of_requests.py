"""A session that FastAPI makes for each request in a thread is used in one by the endpoint that waits as well."""

import asyncio
from typing import Annotated

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException, UploadFile
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
SessionLocal = sessionmaker(bind=create_engine("postgresql://localhost/shop"))
shared = SessionLocal()


class Order:
    def __init__(self, data):
        self.data = data


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def get_shared():
    yield shared


async def get_of_loop():
    with SessionLocal() as db:
        yield db


Db = Annotated[Session, Depends(get_db)]


@app.post("/pay")
async def pay(number: int, file: UploadFile, db: Session = Depends(get_db)):
    data = await file.read()

    def get_new():
        order = db.query(Order).filter(Order.id == number).first()  # error: 12
        if not order:
            raise HTTPException(status_code=404)
        new = Order(data)
        db.add(new)
        db.commit()  # error: 4
        return new

    new = await asyncio.to_thread(get_new)
    await asyncio.sleep(1)
    return new


@app.post("/buy")
async def buy(number: int, db: Db) -> int:
    await asyncio.sleep(1)

    def commit() -> int:
        order = db.get(Order, number)  # error: 12
        if order is None:
            return 0
        db.delete(order)
        db.commit()  # error: 4
        return number

    return await asyncio.to_thread(commit)


@app.post("/marked")
async def marked(number: int, db: Annotated[Session, Depends(get_db)]):
    await asyncio.sleep(1)
    order = db.get(Order, number)  # error: 12
    order.paid = True
    await asyncio.sleep(1)
    order.done = True

    def commit_and_refresh():
        db.commit()  # error: 4
        db.refresh(order)  # error: 4

    await asyncio.to_thread(commit_and_refresh)


def remove(db: Session, number: int) -> bool:
    db.delete(number)
    db.commit()
    return True


@app.post("/removed")
async def removed(number: int, db: Db):
    await asyncio.sleep(1)
    try:
        is_removed = await asyncio.to_thread(remove, db, number)  # ASY153: 21
        return {"removed": is_removed}
    except ValueError:
        return {}


@app.get("/all")
async def everything(db: Db):
    await asyncio.sleep(1)

    def everything_sync():
        try:
            return [order.data for order in db.query(Order).all()]  # error: 40
        except ValueError:
            return []

    return await asyncio.to_thread(everything_sync)


@app.post("/once")
async def once(number: int, db: Db):
    await asyncio.sleep(1)
    db.commit()  # error: 4
    return {"number": number}


@app.post("/later")
async def later(number: int, tasks: BackgroundTasks, db: Db):
    await asyncio.sleep(1)
    db.delete(number)
    db.commit()  # error: 4
    db.refresh(number)  # error: 4
    tasks.add_task(print, db)


@app.post("/beside")
async def beside(number: int, db: Db):
    async def other():
        db.refresh(number)  # error: 8

    task = asyncio.create_task(other())
    await asyncio.sleep(1)
    db.commit()  # error: 4
    db.refresh(number)  # error: 4
    await task


@app.post("/shared")
async def of_all(number: int, db: Session = Depends(get_shared)):
    await asyncio.sleep(1)
    db.commit()  # error: 4
    db.refresh(number)  # error: 4


@app.post("/loop")
async def of_loop(number: int, db: Session = Depends(get_of_loop)):
    await asyncio.sleep(1)
    db.commit()  # error: 4
    db.refresh(number)  # error: 4


@app.get("/plain")
def plain(number: int, db: Db):
    return db.query(Order).filter(Order.id == number).first()  # error: 11


@app.get("/plain_of_all")
async def plain_of_all(number: int):
    return shared.query(Order).filter(Order.id == number).first()  # error: 11
