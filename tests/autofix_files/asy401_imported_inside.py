"""The set of the module is annotated with what the module has, not with what a function imports."""

_background_tasks: set[object] = set()


async def job():
    import asyncio

    await asyncio.sleep(1)


class Model:
    async def end(self):
        import asyncio

        task = asyncio.create_task(job())  # ASY401: 8
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
        await asyncio.sleep(1)
