# only: own

import trio


class Server:
    async def __aexit__(self, *exc):
        await self.connection.say_goodbye()  # error: 8, problem="a cancellation ends this '__aexit__' at its first await"


class Shielded:
    async def __aexit__(self, *exc):
        with trio.move_on_after(5, shield=True):
            await self.connection.say_goodbye()


class Asking:
    async def __aexit__(self, kind, error, trace):
        if kind is None:
            await self.connection.say_goodbye()


class Handing:
    async def __aexit__(self, *exc):
        return await self.nursery_manager.__aexit__(*exc)


async def group(server):
    try:
        await server.run()
    except* ValueError:
        print("wrong")
    finally:
        await server.say_goodbye()  # error: 8


class Teardown:
    async def __aexit__(self, *exc_info):
        await trio.lowlevel.checkpoint()
