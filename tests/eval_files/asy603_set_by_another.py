"""A function of the project that is called before sets the loop that is asked for."""

import asyncio


def initialize():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop


def prepare():
    return asyncio.new_event_loop()


def serve():
    initialize()
    loop = asyncio.get_event_loop()
    loop.run_forever()


def serve_without():
    prepare()
    loop = asyncio.get_event_loop()  # error: 11
    loop.run_forever()
