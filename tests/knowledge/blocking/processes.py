"""Waiting for processes that take their time."""

from __future__ import annotations

import asyncio
import asyncio.subprocess
import multiprocessing.connection
import os
import subprocess


async def run(slow_command: list[str]) -> int:
    return subprocess.run(slow_command, check=False).returncode


async def run_freely(slow_command: list[str]) -> int:
    process = await asyncio.create_subprocess_exec(*slow_command)
    return await process.wait()


async def call(slow_command: list[str]) -> int:
    return subprocess.call(slow_command)


async def call_freely(slow_command: list[str]) -> int:
    process = await asyncio.create_subprocess_exec(*slow_command)
    return await process.wait()


async def check_output(slow_command: list[str]) -> bytes:
    return subprocess.check_output(slow_command)


async def check_output_freely(slow_command: list[str]) -> bytes:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*slow_command, stdout=pipe)
    return (await process.communicate())[0]


async def getoutput(slow_line: str) -> str:
    return subprocess.getoutput(slow_line)


async def getoutput_freely(slow_line: str) -> bytes:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_shell(slow_line, stdout=pipe)
    return (await process.communicate())[0]


async def system(slow_line: str) -> int:
    return os.system(slow_line)


async def system_freely(slow_line: str) -> int:
    process = await asyncio.create_subprocess_shell(slow_line)
    return await process.wait()


async def popen(slow_line: str) -> str:
    with os.popen(slow_line) as pipe:
        return pipe.read()


async def popen_freely(slow_line: str) -> None:
    process = await asyncio.create_subprocess_shell(slow_line)
    await process.communicate()


async def popen_wait(process: subprocess.Popen[bytes]) -> int:
    return process.wait()


async def popen_wait_freely(slow_command: list[str]) -> int:
    process = await asyncio.create_subprocess_exec(*slow_command)
    return await process.wait()


async def popen_communicate(process: subprocess.Popen[bytes]) -> object:
    return process.communicate()


async def popen_communicate_freely(slow_command: list[str]) -> object:
    process = await asyncio.create_subprocess_exec(*slow_command)
    return await process.communicate()


async def waitpid(child: int) -> int:
    return os.waitpid(child, 0)[1]


async def waitpid_freely(child: int) -> int:
    return (await asyncio.to_thread(os.waitpid, child, 0))[1]


async def connection_recv(late_pipe: multiprocessing.connection.Connection) -> object:
    return late_pipe.recv()


async def connection_recv_freely(late_pipe: multiprocessing.connection.Connection) -> object:
    return await asyncio.to_thread(late_pipe.recv)
