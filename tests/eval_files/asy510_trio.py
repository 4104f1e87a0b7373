# only: own
import trio


async def cut_off(stream):
    try:
        await stream.open()
    except trio.Cancelled:
        await trio.aclose_forcefully(stream)
        raise AssertionError("the line above raises")


async def protected(stream):
    try:
        await stream.open()
    except trio.Cancelled:
        with trio.CancelScope(shield=True):
            await stream.bye()
        raise OSError("closed")  # error: 8, error="OSError"
