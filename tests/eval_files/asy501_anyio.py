# only: own
import anyio
from anyio import get_cancelled_exc_class


async def swallows(stream):
    try:
        await stream.receive()
    except anyio.get_cancelled_exc_class():  # error: 4, advice="raise it again at the end"
        print("stopped")
    try:
        await stream.receive()
    except (ValueError, get_cancelled_exc_class()):  # error: 4
        print("stopped")


async def goes_on(stream):
    try:
        await stream.receive()
    except get_cancelled_exc_class():
        print("stopped")
        raise


async def nothing_follows(stream):
    try:
        await stream.receive()
    except anyio.get_cancelled_exc_class():  # error: 4
        print("stopped")
