# only: own
import asyncio

import anyio
import trio


async def use(resource, other=None):
    await asyncio.sleep(0)


async def inner(connect):
    async with asyncio.TaskGroup() as group:
        async with connect() as connection:
            group.create_task(use(connection))  # error: 34, resource="connection", group="group"
            group.create_task(use(1, other=connection.name))  # error: 43
    async with anyio.create_task_group() as tasks:
        with open("x") as file:
            if file:
                tasks.start_soon(use, file)  # error: 38, group="tasks"
                tasks.start_soon(lambda: use(file))  # error: 45
    async with trio.open_nursery() as nursery, connect() as connection:
        nursery.start_soon(use, connection)  # error: 32, resource="connection"


async def outer(connect):
    async with connect() as connection, asyncio.TaskGroup() as group:
        group.create_task(use(connection))
    async with connect() as connection:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(use, connection)


async def waited_for(connect):
    async with asyncio.TaskGroup() as group:
        async with connect() as connection:
            task = group.create_task(use(connection))
            await task


async def scopes(connect):
    async with trio.open_nursery() as nursery:
        with trio.CancelScope() as scope:
            nursery.start_soon(use, scope)
        async with connect() as connection:
            nursery.start_soon(use, 1)
            connection.create_task(use(connection))


async def unknown(connect, group):
    async with connect() as connection:
        group.create_task(use(connection))
    async with connect() as outer_thing:
        async with connect() as connection:
            outer_thing.create_task(use(connection))


async def until_ready(connect, serve):
    async with trio.open_nursery() as nursery:
        async with connect() as connection:
            await nursery.start(serve, connection)  # error: 39, resource="connection"
            port = await nursery.start(serve, connection)  # error: 46
            await nursery.start(serve, port)
    async with anyio.create_task_group() as tasks, connect() as connection:
        await tasks.start(serve, connection)  # error: 33, resource="connection", group="tasks"
    async with connect() as connection, anyio.create_task_group() as tasks:
        await tasks.start(serve, connection)


async def ended_before(connect):
    async with anyio.create_task_group() as tasks:
        async with connect() as connection:
            tasks.start_soon(use, connection)
            try:
                yield connection
            finally:
                await connection.flush()
                tasks.cancel_scope.cancel()
    async with trio.open_nursery() as nursery, connect() as connection:
        nursery.start_soon(use, connection)
        await use(connection)
        nursery.cancel_scope.cancel()


async def perhaps_ended(connect, is_last):
    async with anyio.create_task_group() as tasks:
        async with connect() as connection:
            tasks.start_soon(use, connection)  # error: 34
            try:
                yield connection
            finally:
                if is_last:
                    tasks.cancel_scope.cancel()
    async with anyio.create_task_group() as tasks, anyio.create_task_group() as others:
        async with connect() as connection:
            tasks.start_soon(use, connection)  # error: 34
            others.cancel_scope.cancel()
