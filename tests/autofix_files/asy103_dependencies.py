import asyncio

import redis
import redis.asyncio
from fastapi import Depends, FastAPI, Security
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
SessionLocal = sessionmaker()


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


async def get_session():
    with Session() as session:
        yield session


def get_cache() -> redis.Redis:
    return redis.Redis()


async def get_connected():
    return redis.Redis()  # ASY701: 11


def get_async_cache():
    return redis.asyncio.Redis()


def own(dependency):
    return dependency


class Repository:
    def __init__(self):
        self.cache = redis.Redis()


@app.get("/")
async def items(db=Depends(get_db), cache=Depends(get_cache), *, other=Depends(get_async_cache)):
    await asyncio.to_thread(cache.get, "key")  # error: 4
    await other.get("key")
    return db.query(int).all()  # error: 11


@app.get("/more")
def more(session=Security(get_session), cache=Depends(dependency=get_connected)):
    cache.get("key")  # error: 4
    session.commit()  # error: 4


@app.get("/repository")
async def repository(repository=Depends(Repository)):
    return await asyncio.to_thread(repository.cache.get, "key")  # error: 11


@app.get("/unknown")
async def unknown(db=own(get_db), cache=get_cache, nothing=Depends()):
    db.commit()
    cache.get("key")
    nothing.commit()


@app.get("/awaited")
async def awaited(cache=Depends(get_cache)):
    return await cache.get("key")  # ASY205: 11


def in_a_thread(db=Depends(get_db)):
    db.commit()
