# only: own
import asyncio

import trio


async def first(c):
    try:
        await c.read()
    except asyncio.CancelledError as e:
        raise RuntimeError("x") from e  # error: 8, error="RuntimeError"


async def second(c):
    try:
        await c.read()
    except (OSError, asyncio.CancelledError) as e:
        raise ConnectionError(e)  # error: 8


async def third(c):
    try:
        await c.read()
    except asyncio.CancelledError:
        raise TimeoutError from None


async def fourth(c):
    try:
        await c.read()
    except trio.Cancelled:
        raise
    except BaseException:
        raise RuntimeError


async def tells_the_cause_and_raises_again(transport):
    try:
        return await transport.connect()
    except asyncio.CancelledError as e:
        status = await transport.close()
        if status is not None:
            raise ConnectionError(status) from e
        if (failure := find_failure(status)) is not None:
            raise RuntimeError("failed") from failure
        raise


async def raises_again_in_the_last_branch(transport):
    try:
        return await transport.connect()
    except asyncio.CancelledError as e:
        status = await transport.close()
        if status:
            raise ConnectionError(status) from e
        else:
            raise e


async def never_comes_to_its_end(transport):
    try:
        return await transport.connect()
    except asyncio.CancelledError as e:
        status = await transport.close()
        if status:
            raise ConnectionError(status) from e  # error: 12
        else:
            raise RuntimeError("closed") from e  # error: 12
        raise


async def ends_with_another(transport, debug):
    try:
        return await transport.connect()
    except Exception as e:
        if debug:
            raise
        raise ConnectionError from e  # error: 8


async def is_no_test(transport):
    try:
        return await transport.connect()
    except BaseException as e:
        if isinstance(e, asyncio.CancelledError):
            raise ConnectionError from e  # error: 12
        raise


def find_failure(status): ...


async def lets_others_go(connection):
    try:
        await connection.send()
    except BaseException as error:
        if not isinstance(error, connection.transport_errors):
            raise
        raise RuntimeError("connection lost") from error


async def only_logs_others(connection):
    try:
        await connection.send()
    except BaseException as error:
        if not isinstance(error, connection.transport_errors):
            print(error)
        raise RuntimeError("connection lost") from error  # error: 8
