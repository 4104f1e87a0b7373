import asyncio
import fcntl
import os


class FileLock:
    def __init__(self, path):
        self.fd = os.open(path, os.O_RDWR)

    def acquire(self, *, blocking=True):
        operation = fcntl.LOCK_EX | (0 if blocking else fcntl.LOCK_NB)
        try:
            fcntl.flock(self.fd, operation)
        except BlockingIOError:
            return False
        return True

    def take(self):
        operation = fcntl.LOCK_EX
        fcntl.flock(self.fd, operation)

    def put_together(self, flags):
        operation = fcntl.LOCK_EX
        for flag in flags:
            operation |= flag
        fcntl.flock(self.fd, operation)


async def start(lock: FileLock, flags):
    lock.acquire(blocking=False)
    lock.put_together(flags)
    await asyncio.to_thread(lock.take)  # error: 4, call="fcntl.flock"
