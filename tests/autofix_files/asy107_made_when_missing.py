# only: own
import asyncio
import os
import shutil


async def tested(folder):
    if not os.path.exists(folder):
        await asyncio.to_thread(os.makedirs, folder, exist_ok=True)  # error: 8


async def tested_with_more(folder):
    if folder and not os.path.isdir(folder):
        await asyncio.to_thread(os.makedirs, folder, 0o700, exist_ok=True)  # error: 8


async def found_else(folder):
    if os.path.exists(folder):
        print(folder)
    else:
        await asyncio.to_thread(os.makedirs, folder, exist_ok=True)  # error: 8


async def copied(source, target):
    def copy_target():
        if not os.path.exists(target):
            shutil.copy(target, source)  # error: 8

    await asyncio.to_thread(copy_target)


async def does_not_test(folder):
    await asyncio.to_thread(os.makedirs, folder)  # error: 4


async def tests_another(folder, other):
    if not os.path.exists(other):
        await asyncio.to_thread(os.makedirs, folder)  # error: 8


async def tests_that_it_is_there(folder):
    if os.path.exists(folder):
        await asyncio.to_thread(os.makedirs, folder, 0o700)  # error: 8
        await asyncio.to_thread(shutil.rmtree, folder)  # error: 8


async def says_it(folder):
    if not os.path.exists(folder):
        await asyncio.to_thread(os.makedirs, folder, exist_ok=True)  # error: 8


async def says_otherwise(folder):
    def make_folder():
        if not os.path.exists(folder):
            os.makedirs(folder, exist_ok=False)  # error: 8

    await asyncio.to_thread(make_folder)


async def either_of_two(folder, other):
    if not os.path.exists(folder) or other:
        await asyncio.to_thread(os.makedirs, folder)  # error: 8


async def copied_to(source, target, folder):
    def copy_source():
        if not os.path.exists(target):
            shutil.copyfile(source, target)  # error: 8
        if not os.path.exists(folder):
            shutil.copyfile(source, target)  # error: 8

    await asyncio.to_thread(copy_source)
