"""Awaits while cleaning up."""

import trio


async def in_finally(server):
    try:
        await server.run()
    finally:
        await server.stop()  # found: here, flake8-async


async def in_handler(server):
    try:
        await server.run()
    except BaseException:
        await server.stop()  # found: here, flake8-async
        raise


async def shielded(server):
    try:
        await server.run()
    finally:
        with trio.move_on_after(5, shield=True):
            await server.stop()


async def stop(server):
    with trio.CancelScope(shield=True):
        await server.stop()


async def shielded_elsewhere(server):
    try:
        await server.run()
    finally:
        await stop(server)  # found: flake8-async
