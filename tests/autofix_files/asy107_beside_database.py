# only: own
# fix: safe
"""Work beside a database: a plain endpoint is better than a wait, and none waits in a transaction."""
import asyncio
import shutil
from contextlib import contextmanager

from fastapi import FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
SessionLocal = sessionmaker(bind=create_engine("postgresql://"))


@contextmanager
def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


@app.delete("/tasks/{task_id}")
async def delete_task(task_id: int, folder: str):
    with get_db() as db:
        db.execute(text("DELETE FROM t"))
        shutil.rmtree(folder, ignore_errors=True)  # error: 8
    return {"ok": True}


@app.delete("/files/{task_id}")
async def delete_files(task_id: int, folder: str):
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)  # error: 4
    return {"ok": True}


async def in_transaction(folder: str):
    with get_db() as db:
        db.execute(text("DELETE FROM t"))
        shutil.rmtree(folder, ignore_errors=True)  # error: 8


async def apart(folder: str):
    await asyncio.sleep(1)
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)  # error: 4
