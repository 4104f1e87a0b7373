import asyncio


async def copy(connect, send, paths, pool):
    async with asyncio.TaskGroup() as group:
        async with connect() as connection:
            group.create_task(send(connection, paths))  # error: 35
            group.create_task(send(lambda connection: connection.name, paths))
            group.create_task(send([connection for connection in pool], paths))
            group.create_task(send(lambda path: connection.name, paths))  # error: 48
        async with connect() as connection:
            connection = pool.get()
            group.create_task(send(connection, paths))
