# only: own
import asyncio

from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

app = FastAPI()


def get_db() -> Session: ...


@app.get("/users")
def users(db: Session = Depends(get_db)):
    user = db.get(object, 1)  # error: 11, advice="make the endpoint a plain 'def'"
    db.commit()  # error: 4
    return user


@app.get("/waits")
async def waits(db: Session = Depends(get_db)):
    await asyncio.sleep(1)
    return db.get(object, 1)  # error: 11


@app.get("/tasks")
async def tasks(db: Session = Depends(get_db)):
    asyncio.get_running_loop().call_soon(print)
    return db.get(object, 1)  # error: 11


@app.get("/called")
async def called(db: Session = Depends(get_db)):
    return db.get(object, 1)  # error: 11


async def caller(db: Session):
    return await called(db)


def dependency(db: Session = Depends(get_db)):
    return db.get(object, 1)  # error: 11


@app.get("/depends")
async def depends(user=Depends(dependency)):
    return user
