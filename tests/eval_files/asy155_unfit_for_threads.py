"""What a thread would not suit: futures, the end of the program, answers that a server streams."""
import asyncio
import inspect
import io
import os
import subprocess
import sys
from asyncio import Future
from starlette.responses import StreamingResponse


def maybe_future(obj):
    if inspect.isawaitable(obj):
        return obj
    future = Future()
    future.set_result(obj)
    return future


class Authenticator:
    def add_system_user(self, user):
        subprocess.check_call(["adduser", user])

    def known(self, user):
        return subprocess.check_output(["id", user])

    async def add_user(self, user):
        await maybe_future(self.add_system_user(user))  # error: 27

    async def ask(self, user):
        found = self.known(user)  # error: 16
        if inspect.isawaitable(found):
            found = await found
        return found

    async def plain(self, user):
        found = self.known(user)  # error: 16
        return found


def restart(path):
    subprocess.check_call(["pip", "install", path])
    os.execv(path, [path])


def stop(path):
    subprocess.check_call(["pip", "install", path])
    sys.exit(1)


def checked(path):
    if not path:
        sys.exit(1)
    subprocess.check_call(["pip", "install", path])


async def update(path):
    restart(path)  # error: 4


async def halt(path):
    stop(path)  # error: 4


async def check(path):
    checked(path)  # error: 4


async def answer(path):
    with open(path) as file:  # ASY106: 9
        text = file.read()  # ASY106: 15
        return StreamingResponse(io.StringIO(text))


async def text_of(path):
    with open(path) as file:  # ASY106: 9
        text = file.read()  # ASY106: 15
        return text.upper()


async def write(one, two, data):
    with open(one, "w") as file:  # ASY106: 9
        file.write(data)  # ASY106: 8
        file.write(data)  # ASY106: 8
    print(await text_of(one))
    with open(two, "w") as file:  # ASY106: 9
        file.write(data)  # ASY106: 8
        file.write(data)  # ASY106: 8
    print(await text_of(one))
    with open(two, "w") as file:  # ASY106: 9
        file.write(data)  # ASY106: 8
        file.write(data)  # ASY106: 8


def run_until_told(command):
    try:
        return subprocess.check_output(command)
    except KeyboardInterrupt:
        return b""


def run_until_it_fails(command):
    try:
        return subprocess.check_output(command)
    except OSError:
        return b""


async def run_both(command):
    """Ctrl-C comes to the main thread alone."""
    print(run_until_told(command))  # error: 10
    await asyncio.sleep(1)
    print(run_until_it_fails(command))  # error: 10
