"""Busy waits on a clock."""

import asyncio
import time
from datetime import datetime
from time import monotonic


async def tick(period: float) -> None:
    due = time.perf_counter() + period
    await asyncio.sleep(period - 0.001)
    while time.perf_counter() < due:  # error: 4, problem="never awaits, and no other task runs until its time has come"
        pass


async def settle(until: float) -> None:
    while monotonic() < until:  # error: 4
        continue
    while until > time.time():  # error: 4
        print("waiting")


async def ends(until: float, queue) -> None:
    while time.monotonic() < until:
        await asyncio.sleep(0.01)
    while time.monotonic() < until:
        if queue:
            break
    while time.monotonic() < until:
        until = queue.next()


def spin(until: float) -> None:
    while time.perf_counter() < until:
        pass


async def by_the_clock(seconds, items, task, queue, deadline):
    start = time.time()
    while True:  # error: 4, test="True"
        if time.time() - start > seconds:
            break
    while datetime.now() < deadline:  # error: 4
        pass
    while True:  # error: 4
        if task.done():
            return
    elapsed = 0
    while elapsed < seconds:  # error: 4
        elapsed = time.monotonic() - start
    while (now := time.time()) < deadline:  # error: 4
        pass
    while True:
        if time.time() - start > seconds:
            break
        items.pop()
    while elapsed < seconds:
        elapsed = time.monotonic() - start
        queue.put_nowait(elapsed)
    while True:
        if task.done():
            break
        await queue.join()
    while elapsed < seconds:
        elapsed = elapsed + 1
    return now
