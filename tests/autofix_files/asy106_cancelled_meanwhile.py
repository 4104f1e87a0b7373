"""A cancellation in a new wait: what cleans up, or does again, while a thread goes on."""

import asyncio
import os
import tempfile
import time
import uuid
from pathlib import Path
from typing import Text


async def unpacked(url, fetch, target: Path):
    with tempfile.TemporaryDirectory() as folder:  # ASY107: 9
        archive = Path(folder) / "a.zip"
        await fetch(url, archive)
        await asyncio.to_thread(target.write_bytes, b"kept")  # error: 8
        await asyncio.sleep(1)
        archive.read_bytes()  # error: 8


async def in_one_thread(data):
    def write_data():
        with tempfile.TemporaryDirectory() as folder:  # ASY107: 9
            stage = Path(folder) / "data"
            stage.write_bytes(data)  # error: 8
            os.replace(stage, "data")

    await asyncio.to_thread(write_data)


async def removed(fetch, target: Path):
    path = Path(tempfile.mktemp())
    try:
        await fetch(path)
        await asyncio.to_thread(target.write_bytes, b"kept")  # error: 8
        await asyncio.sleep(1)
        path.read_bytes()  # error: 8
    finally:
        path.unlink(missing_ok=True)


async def removed_when_cancelled(fetch):
    path = Path(tempfile.mktemp())
    try:
        await fetch(path)
        path.read_bytes()  # error: 8
    except BaseException:
        path.unlink(missing_ok=True)
        raise


async def told(fetch, path: Path):
    try:
        await fetch(path)
        await asyncio.to_thread(path.read_bytes)  # error: 8
    finally:
        print("fetched", path.exists(), path)


async def _filled(path: Path, data):
    path.write_bytes(data)  # error: 4


async def _sent(path, data: Path, send):
    await send(path.name)
    data.write_bytes(b"sent")  # error: 4


async def removed_by_caller(data):
    path = Path(tempfile.mktemp())
    try:
        await _filled(path, data)
    finally:
        path.unlink()


async def sent_again_by_caller(queue, send, log):
    path = await queue.get()
    try:
        await _sent(path, log, send)
    except asyncio.CancelledError:
        queue.put_nowait(path)
        raise


async def sent_again(queue, send, log):
    message = await queue.get()
    try:
        await send(message)
        print("sent")
        Path("log").write_bytes(message)  # error: 8
    except asyncio.CancelledError:
        queue.put_nowait(message)
        raise


async def not_sent_yet(queue, send, log: Path):
    message = await queue.get()
    try:
        await asyncio.to_thread(log.write_bytes, b"sending")  # error: 8
        await send(message)
    except asyncio.CancelledError:
        queue.put_nowait(message)
        raise


async def told_when_cancelled(queue, send, log: Path):
    message = await queue.get()
    try:
        await send(message)
        await asyncio.to_thread(log.write_bytes, b"sent")  # error: 8
    except asyncio.CancelledError:
        print("not sent", message)
        raise


async def sent_in_turn(messages, send, log: Path):
    for message in messages:
        try:
            await send(message)
            log.write_bytes(b"sent")  # error: 12
        except asyncio.CancelledError:  # ASY501: 8
            continue


async def sent_until_cancelled(messages, send, log: Path):
    for message in messages:
        try:
            await send(message)
            await asyncio.to_thread(log.write_bytes, b"sent")  # error: 12
        except asyncio.CancelledError:  # ASY501: 8
            break


async def recorded(job, run, log: Path):
    try:
        await run(job)
        log.write_bytes(b"done")  # error: 8
    except asyncio.CancelledError:
        job.state = "cancelled"
        raise


async def reply_closed(stream, check):
    async with stream() as reply:
        await asyncio.to_thread(Path("address").write_text, str(reply.url))  # error: 8
        await check(reply)


def _cleared(name, ticket):
    print(name)
    os.unlink(f"{ticket}")


async def cleared_by_a_function(name: str, ticket: str, run):
    try:
        await run(name)
        Path(ticket).write_text("1")  # error: 8
    finally:
        _cleared(name, ticket)


async def cleared_of_something_else(name: str, ticket: str, run):
    try:
        await run(name)
        await asyncio.to_thread(Path(name).write_text, "1")  # error: 8
    finally:
        _cleared(name, ticket)


class Store:
    def __init__(self):
        self.open = {}

    def close(self, key):
        self.open.pop(key)

    async def closed(self, key: Text, number: uuid.UUID, run):
        try:
            await run(key)
            await asyncio.to_thread(Path(key).write_text, str(number))  # error: 12
        finally:
            self.close(key)
            self.close(number)


def _staged(data: str, count: int) -> list[str]:
    time.sleep(1)
    return [data] * count


async def lost_with_the_thread(data: str):
    staged = []
    try:
        staged = _staged(data, 2)  # ASY151: 17
        await asyncio.sleep(1)
    finally:
        for path in staged:
            os.unlink(path)


async def lost_before(data: str):
    staged = _staged(data, 2)  # ASY151: 13
    try:
        await asyncio.sleep(1)
    finally:
        for path in staged:
            os.unlink(path)


async def kept(data: str):
    staged = await asyncio.to_thread(_staged, data, 2)  # ASY151: 13
    try:
        await asyncio.sleep(1)
    finally:
        print(staged)
