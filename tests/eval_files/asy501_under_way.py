import asyncio

import anyio


async def _drain(task):
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            continue


async def _undo(rows):
    try:
        await asyncio.sleep(len(rows))
    except BaseException:
        print("not undone")


async def _undo_all(rows):
    for row in rows:
        await _undo(row)


async def settled(work, rows):
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await _drain(task)
        await _undo_all(rows)
        raise


async def _also_called_elsewhere(rows):
    try:
        await asyncio.sleep(len(rows))
    except BaseException:  # error: 4
        print("lost")
    await asyncio.sleep(1)


async def calls_it(rows):
    try:
        await asyncio.sleep(1)
    except BaseException:
        await _also_called_elsewhere(rows)
        raise
    await _also_called_elsewhere(rows)


async def ended_inside(context):
    try:
        if context:
            try:
                await context.close()
            except BaseException:  # error: 12
                pass
        print("closed")
    except BaseException:
        pass
    await asyncio.sleep(1)


async def raised_inside(context):
    try:
        try:
            await context.close()
        except BaseException as error:
            if not isinstance(error, asyncio.CancelledError):
                print(error)
            raise
    except BaseException:  # error: 4
        pass
    await asyncio.sleep(1)


async def asks(session, policy):
    try:
        return await session.get()
    except BaseException as error:
        if not policy.is_control_flow(error):
            return None
        kept = error.with_traceback(None)
    raise kept


async def asks_something_else(session, policy):
    try:
        await session.get()
    except BaseException as error:  # error: 4
        if policy.is_loud():
            raise
        print(error)
    await session.close()


async def asks_in_vain(session, policy):
    try:
        await session.get()
    except BaseException as error:  # error: 4
        if policy.is_control_flow(error):
            print("control")
        else:
            print("other")
    await session.close()


async def stop(jobs):
    with anyio.CancelScope(shield=True):
        for job in jobs:
            await job.stop()


async def stop_some(jobs):
    for job in jobs:
        await job.stop()


async def stops(jobs):
    try:
        await stop(jobs)
    except BaseException:
        print("not stopped")
    try:
        await stop_some(jobs)
    except BaseException:  # error: 4
        print("not stopped")
    await anyio.sleep(1)
