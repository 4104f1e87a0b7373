# only: own
"""Temporary files, locks and databases in memory are gone when nobody holds their objects any more."""

import asyncio
import fcntl
import sqlite3
import tempfile
from pathlib import Path


async def upload(path):
    await asyncio.sleep(1)


async def upload_new_file(source: Path):
    file = tempfile.NamedTemporaryFile(mode="w")  # error: 11
    file.write(source.read_text())
    file.flush()
    path = file.name
    await upload(path)


async def upload_kept_file(source: Path):
    def write_and_read_path():
        file = tempfile.NamedTemporaryFile(mode="w", delete=False)  # error: 11
        file.write(source.read_text())
        file.flush()
        return file.name

    path = await asyncio.to_thread(write_and_read_path)
    await upload(path)


async def upload_file_and_close(source: Path):
    file = tempfile.NamedTemporaryFile(mode="w")  # error: 11
    file.write(source.read_text())
    file.flush()
    await upload(file.name)
    file.close()


async def alone(path: Path):
    file = open(path, "w")
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    file.write(path.with_suffix(".pid").read_text())
    await upload(path)


async def not_alone(path: Path):
    def write_and_read():
        file = open(path, "w")
        file.write(path.with_suffix(".pid").read_text())
        file.close()

    await asyncio.to_thread(write_and_read)
    await upload(path)


async def make_tables(address: str):
    with sqlite3.connect(address, uri=True) as database:
        database.execute("CREATE TABLE versions (version int)")
        database.commit()
    await upload(address)


async def make_tables_of_file(address: str):
    def execute_and_commit():
        with sqlite3.connect(address) as database:
            database.execute("CREATE TABLE versions (version int)")
            database.commit()

    await asyncio.to_thread(execute_and_commit)
    await upload(address)


async def read_table(path: str):
    def fetch_rows():
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return database.execute("SELECT version FROM versions").fetchall()

    rows = await asyncio.to_thread(fetch_rows)
    await upload(path)
    return rows
