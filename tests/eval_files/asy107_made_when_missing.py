# only: own
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
