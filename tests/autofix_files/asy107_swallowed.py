"""A wait in a try that ends everything would lose the cancellation of the task."""

import asyncio
import shutil
from contextlib import suppress

import requests


async def swallowed(source, target):
    try:
        shutil.copytree(source, target)  # error: 8
    except:
        return False
    return True


async def swallowed_by_name(url):
    try:
        requests.get(url)  # ASY102: 8
    except BaseException:
        print("no answer")


async def raised(source, target):
    try:
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
    except BaseException:
        print("not copied")
        raise


async def ended(source, target):
    try:
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
    except Exception:
        return False
    return True


async def taken_back(source, target):
    """A cancellation would leave the half of it."""
    try:
        shutil.copytree(source, target)  # error: 8
        shutil.copytree(target, source)  # error: 8
    except Exception:
        shutil.rmtree(target)  # error: 8
        raise


async def told(source, target):
    try:
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
    except Exception:
        print("not copied")
        raise


async def suppressed(source, target):
    with suppress(BaseException):
        shutil.copytree(source, target)  # error: 8


async def suppressed_in_part(source, target):
    with suppress(OSError):
        await asyncio.to_thread(shutil.copytree, source, target)  # error: 8
