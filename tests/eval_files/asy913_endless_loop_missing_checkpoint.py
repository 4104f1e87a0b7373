# only: own
import trio


async def flagged(queue):
    while True:  # error: 4, test="True"
        if queue:
            await queue.pop()
    while 1:  # error: 4, test="1"
        if not queue:
            continue
        await queue.pop()


async def tries(queue):
    while True:  # error: 4
        try:
            print(queue[0])
            await queue.pop()
        except IndexError:
            pass


async def silent(queue):
    while True:
        await queue.pop()
    while True:
        if queue:
            await queue.pop()
        else:
            break
    while queue:
        queue.pop()
    while True:
        await trio.lowlevel.checkpoint()
        if queue:
            queue.pop()
    while True:
        async for item in queue:
            print(item)


def sync(queue):
    while True:
        queue.pop()
