"""What is seen and taken away is one step: a wait inside lets another task take it away first."""
import asyncio
import contextlib
import os
import shutil
import zipfile

import psutil


class Uploads:
    def __init__(self):
        self.sessions = {}
        self.guarded = {}
        self.lock = asyncio.Lock()

    async def end(self, key):
        if key in self.sessions:
            folder = self.sessions[key]
            shutil.rmtree(folder)  # error: 12
            del self.sessions[key]

    async def end_early(self, key):
        if key not in self.sessions:
            return
        shutil.rmtree(self.sessions[key])  # error: 8
        self.sessions.pop(key)

    async def end_first(self, key):
        if key in self.sessions:
            folder = self.sessions.pop(key)
            await asyncio.to_thread(shutil.rmtree, folder)  # error: 12

    async def end_kindly(self, key):
        if key in self.sessions:
            await asyncio.to_thread(shutil.rmtree, self.sessions[key])  # error: 12
            report(key)
            self.sessions.pop(key, None)

    async def end_expecting(self, key):
        if key in self.sessions:
            await asyncio.to_thread(shutil.rmtree, self.sessions[key])  # error: 12
            report(key)
            with contextlib.suppress(KeyError):
                del self.sessions[key]

    async def end_locked(self, key):
        async with self.lock:
            if key in self.guarded:
                await asyncio.to_thread(shutil.rmtree, self.guarded[key])  # error: 16
                report(key)
                del self.guarded[key]

    async def end_waiting(self, key):
        if key in self.sessions:
            await asyncio.sleep(1)
            await asyncio.to_thread(shutil.rmtree, self.sessions[key])  # error: 12
            report(key)
            del self.sessions[key]

    async def end_got(self, key):
        session = self.sessions.get(key)
        if session is None:
            return
        try:
            shutil.rmtree(session)  # error: 12
            del self.sessions[key]
        except OSError:
            print("still there")

    async def end_read(self, key):
        session = self.sessions[key]
        shutil.rmtree(session)  # error: 8
        del self.sessions[key]

    async def end_got_expecting(self, key):
        session = self.sessions.get(key)
        try:
            await asyncio.to_thread(shutil.rmtree, session)  # error: 12
            report(key)
            del self.sessions[key]
        except (OSError, KeyError):
            print("still there")

    async def end_got_again(self, key):
        session = self.sessions.get(key)
        await asyncio.to_thread(shutil.rmtree, session)  # error: 8
        report(key)
        if self.sessions.get(key) is session:
            del self.sessions[key]

    async def end_process(self, key):
        session = self.sessions.get(key)
        try:
            process = psutil.Process(session.pid)
            if process.is_running():
                process.terminate()
                try:
                    process.wait(timeout=10)  # ASY110: 20
                except psutil.TimeoutExpired:
                    process.kill()
                    process.wait(timeout=5)  # ASY110: 20
            del self.sessions[key]
        except psutil.NoSuchProcess:
            print("gone")

    async def end_process_kindly(self, key):
        session = self.sessions.get(key)
        try:
            process = psutil.Process(session.pid)
            if process.is_running():
                process.terminate()
                try:
                    process.wait(timeout=10)  # ASY110: 20
                except psutil.TimeoutExpired:
                    process.kill()
                    process.wait(timeout=5)  # ASY110: 20
            self.sessions.pop(key, None)
        except psutil.NoSuchProcess:
            print("gone")

    async def end_own(self, keys):
        own = dict(keys)
        if "a" in own:
            await asyncio.to_thread(shutil.rmtree, own["a"])  # error: 12
            del own["a"]


async def clear(folder):
    for name in os.listdir(folder):  # error: 16
        if name.endswith(".npy"):
            os.remove(os.path.join(folder, name))


async def clear_expecting(folder):
    for name in os.listdir(folder):  # error: 16
        try:
            os.remove(os.path.join(folder, name))
        except FileNotFoundError:
            pass


async def clear_listed(folder, size):
    names = [name for name in os.listdir(folder) if name.endswith(".npy")]  # error: 30
    for name in names:
        os.remove(os.path.join(folder, name))


async def clear_waiting(folder):
    for name in await asyncio.to_thread(os.listdir, folder):  # error: 16
        await asyncio.sleep(0)
        os.remove(os.path.join(folder, name))


async def look(folder):
    for name in await asyncio.to_thread(os.listdir, folder):  # error: 16
        print(os.path.join(folder, name))


async def keep_small(folder, most):
    files = [entry.path for entry in os.scandir(folder)]  # error: 37
    for file in files:
        os.remove(file)
        if len(os.listdir(folder)) < most:  # error: 15
            break


async def look_at_all(folder):
    return [entry.path for entry in await asyncio.to_thread(list, os.scandir(folder))]  # error: 36


async def made_anew(folder, key, cert):
    shutil.rmtree(folder, ignore_errors=True)  # error: 4
    os.makedirs(folder, 0o700, exist_ok=True)  # error: 4
    shutil.move(key, folder)  # error: 4
    shutil.move(cert, os.path.join(folder, "cert"))  # error: 4


async def of_two_folders(folder, other, key):
    await asyncio.to_thread(shutil.rmtree, folder)  # error: 4
    await asyncio.to_thread(shutil.move, key, other)  # error: 4


async def with_a_wait(folder, key):
    await asyncio.to_thread(shutil.rmtree, folder)  # error: 4
    await asyncio.sleep(0)
    await asyncio.to_thread(shutil.move, key, folder)  # error: 4


async def one_at_a_time(folder, key, lock: asyncio.Lock):
    async with lock:
        await asyncio.to_thread(shutil.rmtree, folder)  # error: 8
        await asyncio.to_thread(shutil.move, key, folder)  # error: 8


async def file_made_anew(folder, file, other):
    if os.path.isfile(file):
        os.remove(file)
    shutil.move(folder, file)  # error: 4


async def other_file_made(folder, file, other):
    if os.path.isfile(file):
        os.remove(file)
    await asyncio.to_thread(shutil.move, folder, other)  # error: 4


async def unpacked_anew(archive, folder):
    shutil.rmtree(folder)  # error: 4
    with zipfile.ZipFile(archive) as opened:  # ASY106: 9
        opened.extractall(folder)  # ASY106: 8
    return os.listdir(folder)  # error: 11


async def unpacked_elsewhere(archive, folder, other):
    await asyncio.to_thread(shutil.rmtree, other)  # error: 4

    def extract_folder():
        with zipfile.ZipFile(archive) as opened:  # ASY106: 9
            opened.extractall(folder)  # ASY106: 8

    await asyncio.to_thread(extract_folder)
    return await asyncio.to_thread(os.listdir, folder)  # error: 11


def report(name):
    """Work between: what follows is no chain of steps that end things."""
    print(name)
