# only: own
"""Findings whose fix a comment holds back: it says why the code is so."""

import asyncio


async def explained(event: asyncio.Event):
    try:
        await event.wait()
    except asyncio.CancelledError:  # error: 4
        pass  # the caller sees the flag


async def meant_by_a_comment_above(event: asyncio.Event):
    try:
        await event.wait()
    # swallowed on purpose: the server goes on
    except asyncio.CancelledError:  # error: 4
        print("cancelled")


async def not_explained(event: asyncio.Event):
    try:
        await event.wait()
    except asyncio.CancelledError:  # error: 4
        print("cancelled")


async def told_to_a_tool(event: asyncio.Event):
    try:
        await event.wait()
    except asyncio.CancelledError:  # error: 4
        pass  # pragma: no cover


async def told_to_tools_and_readers(event: asyncio.Event):
    try:
        await event.wait()
    except asyncio.CancelledError:  # error: 4
        # the caller sees the flag
        pass  # pragma: no cover


async def close(writer, logger):
    try:
        await writer.close()
    except asyncio.CancelledError:  # error: 4
        # canceling the task is the expected result
        logger.debug("cancelled")


async def close_told(writer, logger):
    try:
        await writer.close()
    except asyncio.CancelledError:  # error: 4
        # the format that readers expect
        logger.debug("cancelled")


async def said_above_the_try(emit):
    # BaseException, not Exception: a CancelledError is none, and the record must not be lost.
    try:
        await emit(1)
    except BaseException:  # error: 4
        print("not logged")
    await emit(2)


async def said_of_something_else(emit):
    # The record must not be lost.
    try:
        await emit(1)
    except BaseException:  # error: 4
        print("not logged")
    await emit(2)
