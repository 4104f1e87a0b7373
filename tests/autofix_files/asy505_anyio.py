# only: own
import anyio


async def flagged(server):
    try:
        await server.run()
    except anyio.get_cancelled_exc_class():
        with anyio.move_on_after(5, shield=True):
            await server.say_goodbye()  # error: 8, library="anyio"
        raise


async def shielded(awaitable):
    async def child():
        with anyio.CancelScope(shield=True):
            await awaitable

    async with anyio.create_task_group() as group:
        group.start_soon(child)


async def end(server):
    await shielded(server.stop())


async def with_a_shielded_child(server):
    try:
        await server.run()
    finally:
        await end(server)
