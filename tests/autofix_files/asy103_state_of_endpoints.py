# only: own
"""State in memory that an endpoint reads and changes: as a plain def two requests would do so at once."""

import asyncio
import json
from pathlib import Path

from fastapi import FastAPI, Request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

app = FastAPI()
SessionLocal = sessionmaker(bind=create_engine("postgresql://"))
SETTINGS = Path("settings.json")
known = {}
names: dict[str, str] = {}
last: dict[str, str] = {}
total = 0


@app.post("/add")
async def add(name: str):
    db = SessionLocal()
    if name not in known:
        known[name] = db.execute(text("SELECT 1"))  # error: 22
    return known[name]


@app.post("/count")
async def count(name: str):
    global total

    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    total = total + 1
    return total


@app.post("/get")
def get(name: str):
    db = SessionLocal()
    found = db.execute(text("SELECT 1"))  # error: 12
    return known.get(name, found)


@app.post("/names")
def add_name(name: str):
    db = SessionLocal()
    db.execute(text("SELECT 1"))  # error: 4
    names[name] = name


@app.get("/names")
async def list_names():
    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    return [name.title() for name in names.values()]


def all_names() -> list[str]:
    return [name for name in names]


@app.get("/all")
async def list_all():
    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    return all_names()


@app.get("/sorted")
def list_copied():
    db = SessionLocal()
    db.execute(text("SELECT 1"))  # error: 4
    return sorted(list(names))


@app.post("/ask")
async def ask(question: str):
    def get_answer():
        db = SessionLocal()
        return db.execute(text(question))  # error: 13

    answer = await asyncio.to_thread(get_answer)
    last["question"] = question
    last["answer"] = str(answer)


@app.post("/ask-again")
def ask_again(question: str):
    db = SessionLocal()
    answer = db.execute(text(question))  # error: 13
    last["answer"] = str(answer)


@app.post("/state")
async def count_in_state(request: Request):
    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    request.app.state.count += 1


@app.post("/cache")
async def cache_in_state(request: Request, name: str):
    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    if not hasattr(request.app.state, "cache"):
        request.app.state.cache = {}
    request.app.state.cache[name] = 1


@app.post("/request")
def count_in_request(request: Request):
    db = SessionLocal()
    db.execute(text("SELECT 1"))  # error: 4
    request.state.count += 1


@app.post("/settings")
async def save_settings(settings: dict):
    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    SETTINGS.write_text(json.dumps(settings))


@app.get("/settings")
async def read_settings():
    def run_query():
        db = SessionLocal()
        db.execute(text("SELECT 1"))  # error: 4

    await asyncio.to_thread(run_query)
    return json.loads(SETTINGS.read_text())


@app.get("/terms")
def read_terms():
    db = SessionLocal()
    db.execute(text("SELECT 1"))  # error: 4
    return json.loads(Path("terms.json").read_text())


def make_application() -> FastAPI:
    inner = FastAPI()
    page = Path("page.html")

    @inner.post("/page")
    async def save_page(html: str):
        def run_query():
            db = SessionLocal()
            db.execute(text("SELECT 1"))  # error: 8

        await asyncio.to_thread(run_query)
        page.write_text(html)

    @inner.get("/page")
    async def read_page():
        def run_query():
            db = SessionLocal()
            db.execute(text("SELECT 1"))  # error: 8

        await asyncio.to_thread(run_query)
        return page.read_text()

    return inner
