# only: own


async def g(c):
    try:
        yield 1
    finally:
        yield 2  # error: 8, generator="g"
        await c.close()


async def g2(c):
    try:
        yield 1
    finally:
        await c.close()
