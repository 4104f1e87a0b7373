# only: own
import asyncio
import time


async def main():
    asyncio.get_running_loop().slow_callback_duration = 0.1
    time.sleep(1)  # error: 4
