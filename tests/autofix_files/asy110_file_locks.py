import filelock
import watchfiles
from filelock import AsyncFileLock, FileLock


async def locked(path):
    with FileLock(path):  # error: 9, call="filelock.FileLock.__enter__"
        pass
    async with AsyncFileLock(path):
        pass
    lock = AsyncFileLock(path)
    await lock.acquire()  # error: 4, call="filelock.FileLock.acquire"
    await lock.acquire(blocking=False)
    await lock.acquire(timeout=0)
    await lock.release()
    filelock.SoftFileLock(path, timeout=0).acquire()


async def watched(path):
    for changes in watchfiles.watch(path):  # error: 19, call="watchfiles's watch"
        print(changes)
    async for changes in watchfiles.awatch(path):
        print(changes)
    await watchfiles.arun_process(path, target="true")  # error: 4, call="watchfiles.run_process"


async def waits_for_no_one(path):
    with FileLock(path, timeout=0):
        pass
    lock = FileLock(path, blocking=False)
    with lock:
        pass
    late = FileLock(path, timeout=5)
    with late:  # error: 9, call="filelock.FileLock.__enter__"
        pass
