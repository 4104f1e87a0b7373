import asyncio
import fcntl
import os
from fcntl import LOCK_EX, LOCK_UN, flock


async def held_by_the_coroutine(path):
    fd = os.open(path, os.O_RDONLY)  # ASY106: 9
    try:
        # In a thread, others on the loop would wait for this coroutine, which waits for them.
        fcntl.flock(fd, fcntl.LOCK_SH)  # error: 8, call="fcntl.flock"
        return os.read(fd, 100)
    finally:
        fcntl.flock(fd, fcntl.LOCK_UN)
        os.close(fd)


async def held_while_another_is_read(lock, path):
    flock(lock, LOCK_EX)  # error: 4, call="fcntl.flock"
    with open(path) as file:  # ASY106: 9
        text = file.read()  # ASY106: 15
    flock(lock, LOCK_UN)
    return text


async def given_back_before(lock, path):
    flock(lock, LOCK_EX)  # error: 4, call="fcntl.flock"
    flock(lock, LOCK_UN)
    with open(path) as file:  # ASY106: 9
        return file.read()  # ASY106: 15


async def closed_before(lock, path):
    with open(lock) as opened:  # ASY106: 9
        flock(opened, LOCK_EX)  # error: 8, call="fcntl.flock"
        await asyncio.sleep(1)
    with open(path) as file:  # ASY106: 9
        return file.read()  # ASY106: 15


async def as_a_whole(path, text):
    with open(path, "a") as file:  # ASY106: 9
        flock(file, LOCK_EX)  # error: 8, call="fcntl.flock"
        file.write(text)  # ASY106: 8
        flock(file, LOCK_UN)


HANDLERS = [
    held_by_the_coroutine,
    held_while_another_is_read,
    given_back_before,
    closed_before,
    as_a_whole,
]
