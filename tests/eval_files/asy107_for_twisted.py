import os
import shutil

from twisted.internet import defer


async def clean(path):
    shutil.rmtree(path)  # error: 4, advice="offload it with 'await threads.deferToThread(shutil.rmtree, ...)'"
    os.makedirs(path)  # error: 4
    await defer.succeed(None)
