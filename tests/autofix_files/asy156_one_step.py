# only: own
import asyncio
import json
from pathlib import Path

FILE = Path("record.json")


def read_record():
    return json.loads(FILE.read_text())


def write_record(record):
    FILE.write_text(json.dumps(record))


async def changes(name):
    def changes_in_thread():
        record = read_record()  # error: 13
        record["name"] = name
        write_record(record)  # error: 4

    await asyncio.to_thread(changes_in_thread)


async def changes_deeper(name):
    def changes_deeper_in_thread():
        record = read_record()  # error: 13
        record.names.append(name)
        write_record(record)  # error: 4

    await asyncio.to_thread(changes_deeper_in_thread)


async def waits_between(name):
    record = read_record()  # error: 13
    record["name"] = name
    await asyncio.sleep(1)
    write_record(record)  # error: 4


async def only_reads(name):
    record = await asyncio.to_thread(read_record)  # error: 13
    print(record[name])
    write_record(name)  # error: 4


class Store:
    def exists(self, key):
        return FILE.read_text() == key

    def put(self, key, value):
        FILE.write_text(key + value)


async def checks_and_acts(store: Store, key, value):
    def put_key():
        if not store.exists(key):  # error: 11
            store.put(key, value)  # error: 8

    await asyncio.to_thread(put_key)


async def checks_something_else(store: Store, key, value):
    if not await asyncio.to_thread(store.exists, value):  # error: 11
        store.put(key, value)  # error: 8
