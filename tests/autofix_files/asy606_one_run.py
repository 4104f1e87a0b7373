# only: own
"""Loops that run one coroutine: ``asyncio.run`` takes the place of all that handles them."""

import asyncio
import threading


async def work(number):
    return number


def with_try():
    asyncio.run(
        work(
            1,
        )
    )  # error: 11


def with_a_result():
    print("before")
    result = asyncio.run(work(2))  # error: 11
    return result


def returned(number):
    if number:
        return asyncio.run(work(number))  # error: 15
    return None


def never_closed():
    asyncio.run(work(3))  # error: 11
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
    asyncio.run(work(6))  # error: 11
