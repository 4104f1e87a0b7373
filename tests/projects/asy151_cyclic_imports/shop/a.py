import time

from shop import b


def pause():
    time.sleep(1)


async def first():
    b.rest()  # error: 4
