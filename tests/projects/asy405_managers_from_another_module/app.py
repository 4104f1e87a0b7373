import asyncio
import signal
from concurrent.futures import ProcessPoolExecutor

from handlers import compute, on_signal, stop
from managers import opened, translated


async def numbers():
    with translated():
        yield 1


async def lines():
    with opened() as value:
        yield value + 1  # error: 8
        yield value


async def work():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor() as pool:
        await loop.run_in_executor(pool, compute)
    signal.signal(signal.SIGTERM, on_signal)  # ASY608: 4
    signal.signal(signal.SIGINT, stop)
