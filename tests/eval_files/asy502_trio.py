# only: own
from contextlib import suppress

import trio


async def flagged(stream):
    with suppress(trio.Cancelled):  # error: 9, advice="leave it out"
        await stream.receive_some()


async def shielded(stream):
    with trio.CancelScope(shield=True), suppress(BaseException):
        await stream.aclose()
    with trio.CancelScope(shield=True):
        with suppress(BaseException):
            await stream.aclose()
