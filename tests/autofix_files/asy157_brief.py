# only: own
import asyncio
import os
import shutil
import tempfile


def prepared(base):
    os.makedirs(base, exist_ok=True)
    return tempfile.mkdtemp(dir=base)


def emptied(base):
    os.makedirs(base, exist_ok=True)
    shutil.rmtree(base)


async def use(base):
    def prepared_and_emptied():
        folder = prepared(base)
        emptied(folder)  # error: 4, call="shutil.rmtree"

    await asyncio.to_thread(prepared_and_emptied)


HANDLERS = [
    use,
]
