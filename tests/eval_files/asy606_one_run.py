# only: own
"""Loops that run one coroutine: ``asyncio.run`` takes the place of all that handles them."""

import asyncio
import threading


async def work(number):
    return number


def with_try():
    loop = asyncio.new_event_loop()  # error: 11
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(
            work(
                1,
            )
        )
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def with_a_result():
    print("before")
    loop = asyncio.new_event_loop()  # error: 11
    result = loop.run_until_complete(work(2))
    loop.close()
    return result


def returned(number):
    if number:
        loop = asyncio.new_event_loop()  # error: 15
        try:
            return loop.run_until_complete(work(number))
        finally:
            loop.close()
            asyncio.set_event_loop(None)
    return None


def never_closed():
    loop = asyncio.new_event_loop()  # error: 11
    loop.run_until_complete(work(3))
    print("done")


def more_is_done():
    loop = asyncio.new_event_loop()  # error: 11
    try:
        print("before")
        loop.run_until_complete(work(4))
    finally:
        loop.close()


def explained():
    loop = asyncio.new_event_loop()  # error: 11
    # asyncio.run would cancel what is left over
    loop.run_until_complete(work(5))
    loop.close()


def what_it_is_given(job):
    loop = asyncio.new_event_loop()  # error: 11
    loop.run_until_complete(job)
    loop.close()


if __name__ == "__main__":
    loop = asyncio.new_event_loop()  # error: 11
    loop.run_until_complete(work(6))
    loop.close()
