# only: own
import asyncio

from fastapi import Depends, FastAPI, Request
from sqlalchemy.orm import Session

app = FastAPI()


def get_db() -> Session: ...


@app.get("/users")
def users(db: Session = Depends(get_db)):
    user = db.get(object, 1)  # error: 11, advice="make the endpoint a plain 'def'; requests then run at the same time"
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


class Users:
    def __init__(self, db: Session):
        self.db = db

    def one(self, key):
        return self.db.get(object, key)


def one_of(db: Session, key):
    return db.get(object, key)


kept = Users(get_db())


class Engine:
    def __init__(self):
        self.tasks = set()

    def start(self, db: Session):
        self.tasks.add(asyncio.get_event_loop().create_task(asyncio.sleep(1)))
        return db.get(object, 1)


engine = Engine()


@app.get("/helpers")
def helpers(key, db: Session = Depends(get_db)):
    users = Users(db)
    return users.one(key), one_of(db, key)


@app.get("/kept")
async def kept_by_the_server(key):
    return kept.one(key)


@app.get("/starts")
async def starts(db: Session = Depends(get_db)):
    return engine.start(db)


@app.get("/state")
async def state(request: Request, key):
    users: Users = request.app.state.users
    return users.one(key)
