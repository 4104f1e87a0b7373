# only: own
import trio


async def swallows(stream):
    try:
        await stream.receive_some()
    except trio.Cancelled:  # error: 4, handler="except trio.Cancelled"
        print("stopped")
        raise
    try:
        await stream.receive_some()
    except BaseException:  # error: 4, advice="catch Exception, or write 'except trio.Cancelled: raise' before it"
        print("stopped")


async def started(stream):
    try:
        await stream.receive_some()
    except trio.Cancelled:  # error: 4
        raise


async def waits_for_an_object(coroutine):
    try:
        await coroutine
    except trio.Cancelled:  # error: 4
        raise


async def shielded(stream):
    with trio.CancelScope(shield=True):
        try:
            await stream.aclose()
        except BaseException:
            print("no cancellation comes here")
    try:
        with trio.move_on_after(5, shield=True):
            await stream.aclose()
    except BaseException:
        print("nor here")
    with trio.CancelScope(shield=False):
        try:
            await stream.aclose()
        except BaseException:  # error: 8
            print("but here")


async def goes_on(stream):
    try:
        await stream.receive_some()
    except trio.Cancelled:
        print("stopped")
        raise


async def main(stream):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(started, stream)
