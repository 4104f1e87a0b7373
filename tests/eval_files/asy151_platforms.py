"""Tests of the platform are told in the message."""

import os
import platform
import subprocess
import sys
import time


def wait_there() -> None:
    if sys.platform == "win32":
        time.sleep(1)


def wait_elsewhere() -> None:
    if sys.platform.startswith("linux"):
        return
    time.sleep(1)


def wait_otherwise() -> None:
    if os.name != "nt":
        print("nothing")
    else:
        time.sleep(1)


def wait_on_mac() -> None:
    if platform.system() == "Darwin" and sys.argv:
        time.sleep(1)


def wait_anywhere() -> None:
    if sys.platform == "win32":
        print("windows")
    time.sleep(1)


def wait_never() -> None:
    if sys.platform == "win32":
        if sys.platform != "win32":
            time.sleep(1)


def stop_it(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        time.sleep(1)
    process.wait()


def look_for_it(path: str) -> None:
    if os.name == "nt" and os.path.exists(path):
        time.sleep(1)
    with open(path) as file:
        print(file.read())


async def stops(process: subprocess.Popen[bytes], path: str) -> None:
    stop_it(process)  # error: 4, advice="offload it with 'await asyncio.to_thread(stop_it, ...)'" # ASY155: 4
    look_for_it(path)  # error: 4, advice="offload it with 'await asyncio.to_thread(look_for_it, ...)'; this runs on nt only" # ASY156: 4


async def waits() -> None:
    wait_there()  # error: 4, advice="offload it with 'await asyncio.to_thread(wait_there, ...)'; this runs on win32 only"
    wait_elsewhere()  # error: 4, advice="offload it with 'await asyncio.to_thread(wait_elsewhere, ...)'; this runs elsewhere than on linux"
    wait_otherwise()  # error: 4, advice="offload it with 'await asyncio.to_thread(wait_otherwise, ...)'; this runs on nt only"
    wait_on_mac()  # error: 4, advice="offload it with 'await asyncio.to_thread(wait_on_mac, ...)'; this runs on Darwin only"
    wait_anywhere()  # error: 4, advice="offload it with 'await asyncio.to_thread(wait_anywhere, ...)'"
    wait_never()
    if sys.platform == "win32":
        time.sleep(1)  # ASY101: 8, advice="use 'await asyncio.sleep(...)'; this runs on win32 only"
