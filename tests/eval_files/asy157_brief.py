# only: own
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
    folder = prepared(base)
    emptied(folder)  # error: 4, call="shutil.rmtree"


HANDLERS = [
    use,
]
