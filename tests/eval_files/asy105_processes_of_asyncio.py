# only: own
"""Processes whose every use asyncio has too, and some that must go to a thread."""

import asyncio
import shlex
import subprocess
from subprocess import PIPE, Popen


async def text_of_both(names: list[str]):
    process = subprocess.Popen(["git", "log", *names], stdout=PIPE, stderr=PIPE, text=True)  # error: 14
    stdout, stderr = process.communicate()  # error: 21
    if process.returncode:
        print(stderr)
    return stdout


async def with_a_timeout(command: list[str]):
    process = Popen(command, stdout=PIPE)  # error: 14
    try:
        output, _ = process.communicate(timeout=10)  # error: 20
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()  # error: 8
        return None
    return output.decode()


async def lines_of_a_shell(command: str):
    process = Popen(command, stdout=PIPE, shell=True)  # error: 14
    for line in process.stdout:  # error: 16
        print(line)
    process.wait()  # error: 4


async def over_lines(command: str):
    process = Popen(  # error: 14
        [
            "sh",
            "-c",
            command,  # the command
        ],
        cwd="/",
        bufsize=1,
    )
    while process.poll() is None:
        await asyncio.sleep(1)
    return process.wait()


async def split(command: str):
    process = Popen(shlex.split(command), encoding="ascii", stdout=PIPE)  # error: 14
    stdout, _ = process.communicate()  # error: 16
    print(stdout, process.pid)


async def unknown_command(command):
    process = Popen(command)  # error: 14
    process.wait()  # error: 4


async def timeout_for_the_caller():
    process = Popen(["make"])  # error: 14
    process.wait(timeout=3)  # error: 4


async def with_input(text):
    process = Popen(["make"], stdin=PIPE)  # error: 14
    process.communicate(text)  # error: 4


async def ended_perhaps():
    process = Popen(["make"])  # error: 14
    process.terminate()
    process.wait()  # error: 4


async def nobody_waits():
    Popen(["make"])  # error: 4


async def handed_on(register):
    process = Popen(["make"])  # error: 14
    register(process)
    process.wait()  # error: 4


class Service:
    async def start(self):
        self.process = Popen(["serve"])  # error: 23

    async def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=5)  # error: 12
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()  # error: 12
