# only: own
import asyncio

from parser import ParserError


class ReadError(Exception): ...


async def c1(conn):
    try:
        return await conn.read()
    except Exception as error:
        raise ReadError from error  # error: 8, error="ReadError"


async def c2(conn):
    try:
        return await conn.read()
    except asyncio.CancelledError:
        raise ReadError("x")  # error: 8


async def c3(conn):
    try:
        return await conn.read()
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        raise ReadError from error


async def c4(conn):
    try:
        return await conn.read()
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError):
            raise
        raise ReadError from error


async def c5(conn):
    t = asyncio.create_task(conn.read())
    t.cancel()
    try:
        return await t
    except asyncio.CancelledError:
        raise ReadError("x")


async def c6(conn):
    try:
        return await conn.read()
    except Exception:
        raise ReadError("x")  # error: 8


async def of_an_unseen_class(conn, log):
    try:
        return await conn.read()
    except BaseException as error:
        if isinstance(error, ParserError):
            raise ReadError("invalid") from error
        raise


async def after_an_unseen_class(conn, log):
    try:
        return await conn.read()
    except BaseException as error:
        if isinstance(error, ParserError):
            log(error)
        raise ReadError("x") from error  # error: 8, error="ReadError"


async def asks_for_one_of_several(conn):
    try:
        return await conn.read()
    except BaseException as error:
        if isinstance(error, ReadError | asyncio.CancelledError):
            raise
        raise ReadError from error


async def asks_for_others(conn):
    try:
        return await conn.read()
    except BaseException as error:
        if isinstance(error, ValueError | OSError):
            raise
        raise ReadError from error  # error: 8


async def both_errors(session, first):
    try:
        await session.shutdown()
    except BaseException as error:
        raise BaseExceptionGroup("handoff and cleanup", (first, error)) from first


async def one_error(session, first):
    try:
        await session.shutdown()
    except Exception as error:
        raise ExceptionGroup("cleanup", (first,)) from error  # error: 8
