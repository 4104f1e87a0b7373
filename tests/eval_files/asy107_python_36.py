# settings: {"target_version": "3.6"}
"""Python 3.6 has no get_running_loop(): get_event_loop() gives the running loop there."""
import asyncio
import shutil


async def copy_it(source, target):
    shutil.copyfile(source, target)  # error: 4


async def ask_for_loop():
    return asyncio.get_event_loop()
