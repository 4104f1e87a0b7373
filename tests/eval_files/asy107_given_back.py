"""What a function changes before the `try` that takes it back, or hands over: a new wait would leave it so."""

import asyncio
import shutil

import psutil
from daemons import Daemon, pool


async def stop(pid: int) -> None:
    parent = psutil.Process(pid)
    parent.suspend()
    children = parent.children(recursive=True)  # error: 15
    try:
        await pool.end(children)
    finally:
        parent.kill()


async def stop_all(pids: list[int]) -> None:
    parents = []
    children = []
    for pid in pids:
        parent = psutil.Process(pid)
        parents.append(parent)
        parent.suspend()
        children.extend(parent.children(recursive=True))  # error: 24
    try:
        await pool.end(children)
    finally:
        for parent in parents:
            parent.kill()


async def stop_unchanged(pid: int) -> None:
    parent = psutil.Process(pid)
    children = parent.children(recursive=True)  # error: 15
    try:
        await pool.end(children)
    finally:
        parent.kill()


async def stop_slowly(pid: int) -> None:
    parent = psutil.Process(pid)
    parent.suspend()
    await asyncio.sleep(1)
    children = parent.children(recursive=True)  # error: 15
    try:
        await pool.end(children)
    finally:
        parent.kill()


async def stop_one_way(pid: int, is_gone: bool) -> None:
    parent = psutil.Process(pid)
    children = []
    if is_gone:
        parent.suspend()
        children.extend(parent.children(recursive=True))  # error: 24
    if children and not is_gone:
        await pool.note(pid)
    try:
        await pool.end(children)
    finally:
        parent.kill()


async def stop_either_way(pid: int, is_gone: bool) -> None:
    parent = psutil.Process(pid)
    if is_gone:
        parent.suspend()
    await pool.note(pid)
    children = parent.children(recursive=True)  # error: 15
    try:
        await pool.end(children)
    finally:
        parent.kill()


async def stop_inside(pid: int) -> None:
    parent = psutil.Process(pid)
    parent.suspend()
    try:
        children = parent.children(recursive=True)  # error: 19
        await pool.end(children)
    finally:
        parent.kill()


async def start(folder: str) -> None:
    daemon = Daemon()
    try:
        await daemon.start()
    except BaseException:
        daemon.stop()
        raise
    return shutil.rmtree(folder)  # error: 11


async def start_and_wait(folder: str) -> None:
    daemon = Daemon()
    try:
        await daemon.start()
    except BaseException:
        daemon.stop()
        raise
    await daemon.ready()
    return shutil.rmtree(folder)  # error: 11


async def start_for_errors(folder: str) -> None:
    daemon = Daemon()
    try:
        await daemon.start()
    except Exception:
        daemon.stop()
        raise
    return shutil.rmtree(folder)  # error: 11


class Cleaner:
    def __init__(self) -> None:
        self.gate = asyncio.Lock()

    async def run(self, folder: str) -> None:
        await self.gate.acquire()
        shutil.rmtree(folder)  # error: 8
        try:
            await pool.end([])
        finally:
            self.gate.release()
