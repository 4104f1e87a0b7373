# only: own
"""Cancellations that the program itself asks for."""

import asyncio
import signal


class Conversation:
    def __init__(self):
        self.tasks = []
        self.opened = asyncio.Event()

    def close(self):
        for task in self.tasks:
            task.cancel()

    async def wait(self):
        task = asyncio.create_task(self.opened.wait())
        self.tasks.append(task)
        await task

    async def wait_long(self):
        await asyncio.wait_for(self.wait(), 60)

    async def sleep(self):
        await asyncio.sleep(1)


async def find(conversation: Conversation):
    try:
        await conversation.wait()
    except asyncio.CancelledError:
        return None
    return conversation


async def find_long(conversation: Conversation):
    try:
        await conversation.wait_long()
    except asyncio.CancelledError:
        return None
    return await conversation.wait()


async def sleeps(conversation: Conversation):
    try:
        await conversation.sleep()
    except asyncio.CancelledError:  # error: 4
        return None
    return await conversation.wait()


class Server:
    def __init__(self):
        self.task = None

    async def serve(self, work):
        self.task = asyncio.current_task()
        try:
            await work()
        except asyncio.CancelledError:
            print("stopped")
        await asyncio.sleep(1)

    def stop(self):
        self.task.cancel()


async def serves(work):
    task = asyncio.current_task()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, task.cancel)
    try:
        await work()
    except asyncio.CancelledError:
        print("stopped")
    await asyncio.sleep(1)


async def is_told(work):
    task = asyncio.current_task()
    try:
        await work()
    except asyncio.CancelledError:  # error: 4
        print("stopped", task)
    await asyncio.sleep(1)


async def stop(job: asyncio.Task):
    job.cancel()
    await job


async def stops(job):
    try:
        await stop(job)
    except asyncio.CancelledError:
        return False
    return True


async def loops_that_run(conn, log):
    try:
        await conn.run()
    except asyncio.CancelledError:
        for line in ("a", "b"):
            log(line)
            raise


def is_cancelling():
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def is_busy():
    return asyncio.current_task() is not None


async def asks_whose_it_is(connection, other):
    try:
        await connection.close()
    except asyncio.CancelledError:
        if is_cancelling():
            raise
        print("closed")
    await other.close()


async def asks_something_else(connection, other):
    try:
        await connection.close()
    except asyncio.CancelledError:  # error: 4
        if is_busy():
            raise
        print("closed")
    await other.close()


async def gathered(*work):
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
        raise


async def gathered_in_time(*work):
    tasks = [asyncio.ensure_future(one) for one in work]
    asyncio.get_running_loop().call_later(5, tasks[0].cancel)
    return await asyncio.gather(*tasks)


async def goes_on_though_cancelled(conversation: Conversation):
    try:
        await gathered(conversation.sleep(), conversation.sleep())
    except asyncio.CancelledError:  # error: 4
        return None
    return await conversation.wait()


async def hears_of_the_timer(conversation: Conversation):
    try:
        await gathered_in_time(conversation.sleep(), conversation.sleep())
    except asyncio.CancelledError:
        return None
    return await conversation.wait()
