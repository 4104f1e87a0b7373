# only: own
"""Processes whose every use asyncio has too, and some that must go to a thread."""

import asyncio
import shlex
import subprocess
from subprocess import PIPE, Popen


async def text_of_both(names: list[str]):
    process = await asyncio.create_subprocess_exec("git", "log", *names, stdout=PIPE, stderr=PIPE)  # error: 14
    stdout, stderr = await process.communicate()  # error: 21
    stdout = stdout.decode()
    stderr = stderr.decode()
    if process.returncode:
        print(stderr)
    return stdout


async def with_a_timeout(command: list[str]):
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)  # error: 14
    try:
        output, _ = await asyncio.wait_for(process.communicate(), timeout=10)  # error: 20
    except TimeoutError:
        process.kill()
        await process.wait()  # error: 8
        return None
    return output.decode()


async def lines_of_a_shell(command: str):
    process = await asyncio.create_subprocess_shell(command, stdout=PIPE)  # error: 14
    async for line in process.stdout:  # error: 16
        print(line)
    await process.wait()  # error: 4


async def over_lines(command: str):
    process = await asyncio.create_subprocess_exec(  # error: 14
        "sh",
        "-c",
        command,  # the command
        cwd="/",
    )
    while process.returncode is None:
        await asyncio.sleep(1)
    return await process.wait()


async def split(command: str):
    process = await asyncio.create_subprocess_exec(*shlex.split(command), stdout=PIPE)  # error: 14
    stdout, _ = await process.communicate()  # error: 16
    stdout = stdout.decode("ascii")
    print(stdout, process.pid)


async def unknown_command(command):
    def wait():
        process = Popen(command)  # error: 14
        process.wait()  # error: 4

    await asyncio.to_thread(wait)


async def timeout_for_the_caller():
    def wait():
        process = Popen(["make"])  # error: 14
        process.wait(timeout=3)  # error: 4

    await asyncio.to_thread(wait)


async def with_input(text):
    def communicate_text():
        process = Popen(["make"], stdin=PIPE)  # error: 14
        process.communicate(text)  # error: 4

    await asyncio.to_thread(communicate_text)


async def ended_perhaps():
    def wait():
        process = Popen(["make"])  # error: 14
        process.terminate()
        process.wait()  # error: 4

    await asyncio.to_thread(wait)


async def nobody_waits():
    Popen(["make"])  # error: 4


async def handed_on(register):
    process = Popen(["make"])  # error: 14
    register(process)
    await asyncio.to_thread(process.wait)  # error: 4


class Service:
    async def start(self):
        self.process = Popen(["serve"])  # error: 23

    async def stop(self):
        self.process.terminate()

        def wait():
            try:
                self.process.wait(timeout=5)  # error: 12
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()  # error: 12

        await asyncio.to_thread(wait)
