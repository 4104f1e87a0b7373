# only: own
"""The working folder, the environment, where prints go: other tasks must not run until they are put back."""

import asyncio
import contextlib
import io
import os
import subprocess


async def make(folder):
    before = os.getcwd()
    os.chdir(folder)
    subprocess.run(["make"])  # error: 4
    os.chdir(before)


async def make_in_any_case(folder):
    before = os.getcwd()
    os.chdir(folder)
    try:
        subprocess.run(["make"])  # error: 8
    finally:
        os.chdir(before)


async def make_after_a_while(folder):
    before = os.getcwd()
    os.chdir(folder)
    await asyncio.sleep(1)
    subprocess.run(["make"])  # error: 4
    os.chdir(before)


async def make_there_for_good(folder):
    os.chdir(folder)
    subprocess.run(["make"])  # error: 4


async def printed():
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer):
        print("made")
        subprocess.run(["make"])  # error: 8
    return buffer.getvalue()


async def printed_as_it_comes():
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer):
        await asyncio.sleep(1)
        subprocess.run(["make"])  # error: 8
    return buffer.getvalue()


async def unclosed(folder):
    with contextlib.suppress(OSError):
        subprocess.run(["make"], cwd=folder)  # error: 8


async def make_with(flags):
    os.environ["FLAGS"] = flags
    subprocess.run(["make"])  # error: 4
    del os.environ["FLAGS"]


async def make_with_and_without(flags):
    os.environ["FLAGS"] = flags
    subprocess.run(["make"])  # error: 4
    os.environ.pop("FLAGS", None)


async def make_and_say_so(flags):
    os.environ["FLAGS"] = flags
    subprocess.run(["make"])  # error: 4
    os.environ["MADE"] = "1"
