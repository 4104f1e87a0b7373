import asyncio

loop = asyncio.new_event_loop()


def on_signal(number, frame):
    print(number)


def stop(number, frame):
    loop.call_soon_threadsafe(print, number)


def compute():
    return 1
