"""What makes the loop may be a parameter, for which a caller gives something else."""

from asyncio import get_event_loop, get_running_loop


async def _asks(make=get_event_loop):
    return make()  # error: 11


async def asks():
    return await _asks(), get_running_loop()  # error: 26
