# only: own
import contextlib


async def first(c):
    try:
        async for x in c:
            yield x
    finally:
        await c.close()
        yield "end"  # error: 8, generator="first"


@contextlib.asynccontextmanager
async def second(c):
    try:
        yield c
    finally:
        await c.close()
