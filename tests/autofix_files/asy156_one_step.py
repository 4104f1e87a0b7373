# only: own
import asyncio
import json
from pathlib import Path

def read_record(path: Path):
    return json.loads(path.read_text())


def write_record(path: Path, record):
    path.write_text(json.dumps(record))


async def changes(path: Path, name):
    record = read_record(path)  # error: 13
    record["name"] = name
    write_record(path, record)  # error: 4


async def changes_deeper(path: Path, name):
    record = read_record(path)  # error: 13
    record.names.append(name)
    write_record(path, record)  # error: 4


async def waits_between(path: Path, name):
    record = read_record(path)  # error: 13
    record["name"] = name
    await asyncio.sleep(1)
    write_record(path, record)  # error: 4


async def only_reads(path: Path, name):
    record = read_record(path)  # error: 13
    print(record[name])
    write_record(path, name)  # error: 4


class Store:
    def exists(self, key):
        return bool(Path(key).read_text())

    def put(self, key, value):
        Path(key).write_text(value)


async def checks_and_acts(store: Store, key, value):
    if not store.exists(key):  # error: 11
        store.put(key, value)  # error: 8


async def checks_something_else(store: Store, key, value):
    if not await asyncio.to_thread(store.exists, value):  # error: 11
        await asyncio.to_thread(store.put, key, value)  # error: 8


HANDLERS = [
    changes,
    changes_deeper,
    waits_between,
    only_reads,
    checks_and_acts,
    checks_something_else,
]
