# only: own
import asyncio


async def one_task(work):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
    except ExceptionGroup as failed:
        raise failed.exceptions[0]  # error: 8, problem="its own context is lost"


async def two_tasks(work):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
            group.create_task(work())
    except ExceptionGroup as failed:
        raise failed.exceptions[0]  # error: 8, problem="the other exceptions of 'failed' and the context are lost"


async def tasks_of_a_loop(work):
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(work())
    except ExceptionGroup as failed:
        raise failed.exceptions[0]  # error: 8, problem="the other exceptions of 'failed' and the context are lost"


async def one_task_beside_other_work(work):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
        await work()
    except ExceptionGroup as failed:
        raise failed.exceptions[0]  # error: 8, problem="the other exceptions of 'failed' and the context are lost"


async def one_that_was_counted(work):
    try:
        await work()
    except ExceptionGroup as failed:
        if len(failed.exceptions) == 1:
            raise failed.exceptions[0]  # error: 12, problem="its own context is lost"
        raise


async def two_that_were_counted(work):
    try:
        await work()
    except ExceptionGroup as failed:
        if len(failed.exceptions) == 2:
            raise failed.exceptions[0]  # error: 12, problem="the other exceptions of 'failed' and the context are lost"
        raise
