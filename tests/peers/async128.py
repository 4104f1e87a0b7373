"""A startable function that never says that it is ready."""

import trio


async def listen(*, task_status):  # found: here, flake8-async
    await trio.sleep_forever()


async def ready(*, task_status):
    task_status.started()
    await trio.sleep_forever()


async def by_type(status: trio.TaskStatus[int]):  # found: here, flake8-async
    await trio.sleep(1)
