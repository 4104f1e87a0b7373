import asyncio
import time


def wait_or_schedule():
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    if loop is None:
        time.sleep(1)
    else:
        loop.call_later(1, print)


def wait_unless_running():
    loop = asyncio.get_event_loop()
    if not loop.is_running():
        time.sleep(1)


def wait_in_a_handler():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(1)


def return_on_the_loop():
    try:
        loop = asyncio.get_running_loop()
        return loop.call_later(1, print)
    except RuntimeError:
        pass
    time.sleep(1)


def refuse_on_the_loop():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(1)
    else:
        raise RuntimeError("use the coroutine")


def wait_on_the_loop():
    if asyncio.get_running_loop():
        time.sleep(1)


def wait_either_way():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        print("no loop")
    time.sleep(1)


def wait_while_another_runs(loop):
    if not loop.is_running():
        time.sleep(1)


def own_loop():
    loop = asyncio.new_event_loop()
    if not loop.is_running():
        time.sleep(1)
