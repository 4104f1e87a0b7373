# only: own
import anyio
import trio
from trio import CancelScope


async def flagged(path, parse):
    with trio.fail_after(5):  # error: 9, scope="trio.fail_after(...)"
        parse(path)
    with trio.move_on_at(5) as scope:  # error: 9
        parse(path)
    with CancelScope():  # error: 9, scope="CancelScope()"
        if path:
            parse(path)
    with open(path) as file, anyio.move_on_after(5):  # error: 29
        parse(file)
    return scope


async def silent(stream):
    with trio.fail_after(5):
        await stream.aclose()
    with trio.move_on_after(5), stream:
        await trio.sleep(1)


def sync(parse):
    with trio.fail_after(5):
        parse()
