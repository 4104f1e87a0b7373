"""Handlers that hand a signal on to a process touch no event loop."""
import asyncio
import os
import signal
import subprocess

import anyio


async def forwarded(command):
    process = None

    def forward(number, *_):
        if process is not None:
            process.send_signal(number)

    before = signal.signal(signal.SIGTERM, forward)
    try:
        process = await anyio.open_process(command)
        await process.wait()
    finally:
        signal.signal(signal.SIGTERM, before)


async def ended(command):
    process = await asyncio.create_subprocess_exec(command)

    def end(*_):
        process.terminate()
        os.killpg(process.pid, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)


async def ended_and_told(command, told: asyncio.Event):
    process = await asyncio.create_subprocess_exec(command)

    def end(*_):
        process.terminate()
        told.set()

    signal.signal(signal.SIGTERM, end)  # error: 4


async def of_another_kind(session):
    def end(*_):
        session.terminate()

    signal.signal(signal.SIGTERM, end)  # error: 4


def started(command):
    return subprocess.Popen(command)
