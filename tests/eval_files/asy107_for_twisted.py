import os
import shutil
import time

from twisted.internet import defer


async def clean(path):
    shutil.rmtree(path)  # error: 4, advice="offload it with 'await threads.deferToThread(shutil.rmtree, ...)'"
    os.makedirs(path)  # error: 4
    await defer.succeed(None)


async def wait():
    time.sleep(5)  # ASY101: 4, advice="use 'await task.deferLater(reactor, ...)'"
    await defer.succeed(None)


async def write(path, text):
    with open(path, "w") as file:  # ASY106: 9
        file.write(text)  # ASY106: 8
    await defer.succeed(None)
