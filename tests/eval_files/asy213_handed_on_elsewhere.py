# fix: safe
# only: own
"""Functions whose callers elsewhere may await what they get: only a guard speaks against it."""


async def work():
    return 1


async def rest():
    return 2


async def serve(server):
    try:
        await server.run()
        return work()
    except OSError:
        return server.stop()


async def serve_or_fail(server):
    try:
        return work()  # error: 15
    except OSError:
        raise ValueError from None


async def serve_for(server) -> int:
    try:
        return work()  # error: 15
    except OSError:
        return rest()  # error: 15
