# only: own
import asyncio
import os
import shutil


async def tested(folder):
    if not os.path.exists(folder):
        os.makedirs(folder)  # error: 8


async def tested_with_more(folder):
    if folder and not os.path.isdir(folder):
        os.makedirs(folder, 0o700)  # error: 8


async def found_else(folder):
    if os.path.exists(folder):
        print(folder)
    else:
        os.makedirs(folder)  # error: 8


async def copied(source, target):
    if not os.path.exists(target):
        shutil.copy(target, source)  # error: 8


async def does_not_test(folder):
    os.makedirs(folder)  # error: 4


async def tests_another(folder, other):
    if not os.path.exists(other):
        os.makedirs(folder)  # error: 8


async def tests_that_it_is_there(folder):
    if os.path.exists(folder):
        os.makedirs(folder, 0o700)  # error: 8


async def removed_when_there(folder):
    if os.path.exists(folder):
        shutil.rmtree(folder)  # error: 8


async def says_it(folder):
    if not os.path.exists(folder):
        os.makedirs(folder, exist_ok=True)  # error: 8


async def says_otherwise(folder):
    if not os.path.exists(folder):
        os.makedirs(folder, exist_ok=False)  # error: 8


async def either_of_two(folder, other):
    if not os.path.exists(folder) or other:
        os.makedirs(folder)  # error: 8


async def copied_to(source, target, folder):
    if not os.path.exists(target):
        shutil.copyfile(source, target)  # error: 8
    if not os.path.exists(folder):
        shutil.copyfile(source, target)  # error: 8


async def leaves_when_it_is_there(folder):
    if os.path.isdir(folder):
        return
    os.makedirs(folder)  # error: 4


async def same_answer(folder):
    if os.path.isdir(folder):
        return folder
    print("new")
    os.makedirs(folder)  # error: 4
    return folder


async def tells_who_made_it(folder):
    if os.path.isdir(folder):
        return False
    os.makedirs(folder)  # error: 4
    return True


async def refuses(folder):
    if os.path.isdir(folder):
        raise ValueError(folder)
    os.makedirs(folder)  # error: 4


async def unpacks_once(folder, archive):
    if os.path.isdir(folder):
        return folder
    os.makedirs(folder)  # error: 4
    return await unpacked(archive, folder)


async def unpacks_in_branch(folder, archive):
    if not os.path.isdir(folder):
        os.makedirs(folder)  # error: 8
        await unpacked(archive, folder)
    return folder


async def looks_for_a_new_one(folder):
    number = 0
    while os.path.isdir(f"{folder}{number}"):
        number += 1
    os.makedirs(f"{folder}{number}")  # error: 4
    return number


async def unpacks_what_was_asked_for_before(folder, archive):
    if os.path.isdir(folder):
        return folder
    await asyncio.sleep(1)
    os.makedirs(folder)  # error: 4
    return await unpacked(archive, folder)


class Alone:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def unpacks_locked(self, folder, archive):
        async with self.lock:
            if os.path.isdir(folder):
                return folder
            os.makedirs(folder)  # error: 12
            return await unpacked(archive, folder)


async def unpacked(archive, folder):
    await asyncio.sleep(1)
    return archive, folder


async def for_each(folders):
    for folder in folders:
        if os.path.isdir(folder):
            continue
        os.makedirs(folder)  # error: 8
