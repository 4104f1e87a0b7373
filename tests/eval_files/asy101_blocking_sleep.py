import functools
import asyncio
import time
import time as clock
from time import sleep
from time import sleep as nap


async def plain():
    time.sleep(1)  # error: 4, call="time.sleep"
    clock.sleep(0.1)  # error: 4, call="time.sleep"
    sleep(1)  # error: 4, call="time.sleep"
    nap(1)  # error: 4, call="time.sleep"
    time.sleep(secs := 2)  # error: 4, call="time.sleep"
    return secs


async def inside_expressions(items):
    values = [time.sleep(item) for item in items]  # error: 14, call="time.sleep"
    lazily = (time.sleep(item) for item in items)  # error: 14, call="time.sleep"
    chosen = time.sleep(1) if values else None  # error: 13, call="time.sleep"
    text = f"{time.sleep(1)}"  # error: 14, call="time.sleep"
    print(values or time.sleep(1), lazily, chosen, text)  # error: 20, call="time.sleep"
    with open_door(time.sleep(1)):  # error: 19, call="time.sleep"
        pass
    for _ in [time.sleep(1)]:  # error: 14, call="time.sleep"
        pass
    assert time.sleep(0) is None  # error: 11, call="time.sleep"


async def imported_here():
    from time import sleep as pause

    pause(1)  # error: 4, call="time.sleep"


def on_the_loop():
    time.sleep(1)  # error: 4, call="time.sleep"


def also_on_the_loop(delay):
    time.sleep(delay)  # error: 4, call="time.sleep"


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(on_the_loop)
    loop.call_later(1, also_on_the_loop, 2)
    loop.call_soon(lambda: time.sleep(1))  # error: 27, call="time.sleep"


class Echo(asyncio.Protocol):
    def data_received(self, data):
        time.sleep(1)  # error: 8, call="time.sleep"

    def helper(self):
        time.sleep(1)


async def harmless(function=time.sleep):
    await asyncio.sleep(1)
    await asyncio.to_thread(time.sleep, 1)
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1)
    await asyncio.to_thread(lambda: time.sleep(1))
    print(time.time(), time.monotonic(), function)

    def nested():
        time.sleep(1)

    await asyncio.to_thread(nested)
    return nested


async def shadowed(sleep, time):
    sleep(1)
    time.sleep(1)


async def rebound():
    sleep = asyncio.sleep
    await sleep(1)


def synchronous():
    time.sleep(1)
    sleep(1)


async def other_clock(machine):
    machine.sleep(1)
    machine.time.sleep(1)


def open_door(value):
    return value


async def through_others():
    functools.partial(time.sleep, 1)()  # error: 4, call="time.sleep"
    functools.reduce(time.sleep, [1, 2])  # error: 4, call="time.sleep"
