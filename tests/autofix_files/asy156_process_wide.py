"""What is one for the whole process is changed for a time: in a thread all others would see it."""

import asyncio
import contextlib
import io
import os
import signal
import sys
import warnings
from pathlib import Path


def read_in(folder: str, name: str) -> str:
    before = os.getcwd()
    os.chdir(folder)
    try:
        return Path(name).read_text()
    finally:
        os.chdir(before)


def read_quietly(name: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Path(name).read_text()


def read_printed(name: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        print(Path(name).read_text())
    return printed.getvalue()


def read_with(name: str, value: str) -> str:
    before = os.environ["MODE"]
    os.environ["MODE"] = value
    try:
        return Path(name).read_text()
    finally:
        os.environ["MODE"] = before


def read_for_good(name: str, value: str) -> str:
    os.environ["MODE"] = value
    return Path(name).read_text()


def read_slowly(name: str) -> str:
    sys.setswitchinterval(0.1)
    return Path(name).read_text()


def read_deeply(name: str) -> str:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    try:
        return Path(name).read_text()
    finally:
        sys.setrecursionlimit(before)


def read_with_signals(name: str) -> str:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return Path(name).read_text()


def read_folder(folder: str) -> str:
    with contextlib.chdir(folder):
        return Path("name").read_text()



async def main(name: str, value: str) -> None:
    read_in("folder", name)  # error: 4
    read_quietly(name)  # error: 4
    read_printed(name)  # error: 4
    read_with(name, value)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(read_for_good, name, value)  # error: 4
    await asyncio.sleep(1)
    read_slowly(name)  # error: 4
    read_folder(name)  # error: 4
    await asyncio.sleep(1)
    read_deeply(name)  # error: 4
    await asyncio.sleep(1)
    read_with_signals(name)  # error: 4


HANDLERS = [
    main,
]
