from contextlib import asynccontextmanager

from fastapi import FastAPI

from desk import db, service
from desk.tickets import repository


@asynccontextmanager
async def lifespan(app):
    db.connect()
    yield
    await db.close()


app = FastAPI(lifespan=lifespan)


@app.post("/tickets")
async def create(title: str):
    return {"id": await service.file(title)}


@app.get("/tickets")
async def overview():
    return await service.overview()


@app.post("/tickets/{id_}/close")
async def close(id_: str):
    return {"closed": await repository().close(id_)}
