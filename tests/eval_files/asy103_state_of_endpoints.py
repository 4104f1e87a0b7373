# only: own
"""State in memory that an endpoint reads and changes: as a plain def two requests would do so at once."""

from fastapi import FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

app = FastAPI()
SessionLocal = sessionmaker(bind=create_engine("postgresql://"))
known = {}
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
    db = SessionLocal()
    db.execute(text("SELECT 1"))  # error: 4
    total = total + 1
    return total


@app.post("/get")
async def get(name: str):
    db = SessionLocal()
    found = db.execute(text("SELECT 1"))  # error: 12
    return known.get(name, found)
