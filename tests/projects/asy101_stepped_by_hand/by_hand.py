import time


async def connect(attempts):
    for _ in range(attempts):
        time.sleep(1)


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


run(connect(3))
