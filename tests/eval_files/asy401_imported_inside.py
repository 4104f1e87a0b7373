"""The set of the module is annotated with what the module has, not with what a function imports."""


async def job():
    import asyncio

    await asyncio.sleep(1)


class Model:
    async def end(self):
        import asyncio

        asyncio.create_task(job())  # ASY401: 8
        await asyncio.sleep(1)
