# only: own
"""What awaits through the portal of its task finds none in another thread."""

import asyncio
import time

import greenback
import plumpy


async def fetch():
    return 1


def waited():
    time.sleep(1)
    return greenback.await_(fetch())


def waited_for(loop):
    time.sleep(1)
    return plumpy.run_until_complete(loop, fetch())


def asked():
    time.sleep(1)
    return greenback.has_portal()


async def through_the_portal(loop):
    await greenback.ensure_portal()
    waited()  # error: 4
    await fetch()
    waited_for(loop)  # error: 4


async def without():
    await asyncio.to_thread(asked)  # error: 4
