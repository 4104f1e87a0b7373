# only: own
"""A scope that is there already, and lacks the shield."""

import anyio


async def close(stream, done):
    try:
        await stream.send(b"x")
    finally:
        with anyio.move_on_after(1, shield=True):
            await done.wait()  # error: 12


async def close_later(stream, done):
    try:
        await stream.send(b"x")
    finally:
        print("closing")
        with anyio.CancelScope(shield=True):
            with anyio.move_on_after(1):
                await done.wait()  # error: 12
            await stream.aclose()
