# only: own
import asyncio
import concurrent.futures
import contextlib
from asyncio import TimeoutError as TooLate, exceptions
from concurrent import futures

ERRORS = (asyncio.TimeoutError, OSError)  # error: 10, name="asyncio.TimeoutError"


async def flagged(work):
    try:
        await asyncio.wait_for(work(), 5)
    except asyncio.TimeoutError:  # error: 11
        pass
    try:
        await asyncio.wait_for(work(), 5)
    except (asyncio.TimeoutError, ValueError) as error:  # error: 12
        raise asyncio.exceptions.TimeoutError("late") from error  # error: 14
    try:
        await asyncio.wait_for(work(), 5)
    except (exceptions.TimeoutError, concurrent.futures.TimeoutError):  # error: 12 # error: 37
        pass
    try:
        await asyncio.wait_for(work(), 5)
    except (asyncio.TimeoutError, TimeoutError):  # error: 12
        pass
    try:
        await asyncio.wait_for(work(), 5)
    except (OSError, TimeoutError, TooLate, futures.TimeoutError):  # error: 35 # error: 44
        pass
    try:
        await asyncio.wait_for(work(), 5)
    except TooLate:  # error: 11, name="TooLate"
        pass
    with contextlib.suppress(TimeoutError, asyncio.TimeoutError):  # error: 43
        await work()
    with contextlib.suppress(asyncio.TimeoutError, OSError):  # error: 29
        await work()
    assert isinstance(ValueError(), futures.TimeoutError)  # error: 36


async def silent(work, library):
    try:
        await asyncio.wait_for(work(), 5)
    except TimeoutError:
        pass
    except library.TimeoutError:
        pass
    library.TimeoutError = None


STATUS = {
    TimeoutError: 504,
    asyncio.TimeoutError: 504,  # error: 4
    OSError: 502,
}
OTHER = {asyncio.TimeoutError: TimeoutError, OSError: 502}  # error: 9
KINDS = {asyncio.TimeoutError, TimeoutError}  # error: 9


async def told_apart(wait):
    try:
        await wait()
    except TimeoutError:
        print("late")
    except asyncio.TimeoutError:  # error: 11
        print("never")


async def explained(wait):
    try:
        await wait()
    # Before Python 3.11, asyncio.TimeoutError is not the builtin
    # TimeoutError, so catch both.
    except (asyncio.TimeoutError, TimeoutError):  # error: 12
        print("late")
    try:
        await wait()
    # asyncio.TimeoutError is what older versions raise.
    except (OSError, asyncio.TimeoutError):  # error: 21
        print("late")
    try:
        await wait()
    # A TimeoutError is an OSError as well: it goes first.
    except asyncio.TimeoutError:  # error: 11
        print("late")
    try:
        await wait()
    # Whoever waits is told.
    except (asyncio.TimeoutError, TimeoutError):  # error: 12
        print("late")
