import asyncio
from functools import partial

from tools import pause, short


async def main():
    short()  # error: 4
    partial(pause, 1)()  # error: 4
    later = partial(pause, 2)
    await asyncio.to_thread(later)
    await asyncio.get_running_loop().run_in_executor(None, short)
