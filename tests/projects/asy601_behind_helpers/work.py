import asyncio

import anyio


async def fetch():
    return 1


def plain():
    return asyncio.run(fetch())


def deeper():
    return plain() + 1


def new_loop():
    loop = asyncio.new_event_loop()  # ASY606: 11
    try:
        return loop.run_until_complete(fetch())
    finally:
        loop.close()


def asked():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fetch())
    return None


def is_running():
    loop = asyncio.get_event_loop()
    if loop.is_running():
        return None
    return loop.run_until_complete(fetch())


def tried():
    try:
        return asyncio.run(fetch())
    except RuntimeError:
        return None


def perhaps(results):
    if results.pending:
        return asyncio.run(fetch())
    return results


class Cache:
    @property
    def size(self):
        return anyio.run(fetch)

    def __contains__(self, key):
        return asyncio.run(fetch()) == key


class Worker:
    def __init__(self):
        self.first = plain()
