"""No scope is around the coroutine that a loop runs, so a cancellation arrives there only once."""

import anyio


async def serve(service):
    try:
        await service.run()
    finally:
        await service.say_goodbye()


async def serve_in_group(service):
    async with anyio.create_task_group() as group:
        group.start_soon(service.watch)
        try:
            await service.run()
        finally:
            with anyio.move_on_after(5, shield=True):
                await service.say_goodbye()  # error: 12


async def serve_awaited(service):
    try:
        await service.run()
    finally:
        with anyio.move_on_after(5, shield=True):
            await service.say_goodbye()  # error: 8


async def use(service):
    with anyio.fail_after(3):
        await serve_awaited(service)


def main(service):
    anyio.run(serve, service)
    anyio.run(serve_in_group, service)
    anyio.run(serve_awaited, service)
