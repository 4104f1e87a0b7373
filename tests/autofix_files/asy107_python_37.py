# settings: {"target_version": "3.7"}
"""Python 3.7 has get_running_loop(), and no to_thread()."""
import asyncio
import shutil


async def copy_it(source, target):
    await asyncio.get_running_loop().run_in_executor(None, shutil.copyfile, source, target)  # error: 4


async def ask_for_loop():
    return asyncio.get_running_loop()  # ASY602: 11
