# only: own
from contextlib import suppress

import trio
from trio import CancelScope


async def flagged(server):
    try:
        await server.run()
    finally:
        print("bye")
        with CancelScope(shield=True):
            await server.say_goodbye()  # error: 8, library="trio"
            await server.shut_down()
    try:
        await server.run()
    except BaseException:
        with CancelScope(shield=True):
            async with server.lock:  # error: 19
                raise
    try:
        await server.run()
    except trio.Cancelled:
        with trio.move_on_after(5, shield=True):
            await trio.sleep(1)  # error: 8
        raise
    try:
        await server.run()
    except:
        with trio.move_on_after(5, shield=True):
            async for message in server:  # error: 8
                print(message)
        raise
    try:
        await server.run()
    finally:
        with CancelScope(shield=True):
            with CancelScope(shield=False):
                await server.say_goodbye()  # error: 12


async def loses_the_exception(server):
    try:
        await server.run()
    except ValueError:
        with trio.move_on_after(5, shield=True):
            await server.report()  # error: 8, problem="a cancellation here takes the place of the exception that is raised again"
        raise
    try:
        await server.run()
    except ValueError:
        with CancelScope(shield=True):
            if server.is_open:
                await server.report()  # error: 12
        raise


async def shuts_down(server):
    print("shutting down")
    with CancelScope(shield=True):
        await server.shut_down()
    await close_all([server])


async def close_all(streams):
    for stream in streams:
        await stream.aclose()


async def says_goodbye(server):
    await server.say_goodbye()


async def through_functions(server):
    try:
        await server.run()
    finally:
        await shuts_down(server)
    try:
        await server.run()
    finally:
        with trio.move_on_after(5, shield=True):
            await says_goodbye(server)  # error: 8
    try:
        await server.run()
    finally:
        await server.say_goodbye(shield=True)
    try:
        await server.run()
    except ValueError:
        if server.is_open:
            raise
        try:
            await server.report()
        except OSError:
            raise


async def knows_that_it_may_be_cut_short(server):
    try:
        await server.run()
    finally:
        try:
            await server.say_goodbye()
        except trio.Cancelled:
            server.forget()
            raise
    try:
        await server.run()
    finally:
        with suppress(trio.Cancelled):
            await server.say_goodbye()


async def silent(server):
    try:
        await server.run()
    finally:
        with trio.move_on_after(5, shield=True):
            await server.say_goodbye()
    try:
        await server.run()
    finally:
        with CancelScope(shield=True, deadline=trio.current_time() + 5):
            await server.say_goodbye()
    try:
        await server.run()
    finally:
        with trio.move_on_after(5) as scope:
            scope.shield = True
            await server.say_goodbye()
    try:
        await server.run()
    finally:
        await server.aclose()
        await trio.aclose_forcefully(server)
        await trio.lowlevel.cancel_shielded_checkpoint()
    try:
        await server.run()
    except ValueError:
        await server.report()
    except OSError:
        if server.is_open:
            await server.report()
        else:
            raise
    except KeyError as error:
        await server.report()
        raise RuntimeError from error
    finally:
        async def later():
            await server.say_goodbye()

        print(later)
    await server.say_goodbye()


class Connection:
    async def enter(self):
        self.manager = trio.open_nursery()
        self.nursery = await self.manager.__aenter__()

    async def leave(self, exc_type, exc, tb):
        await self.manager.__aexit__(exc_type, exc, tb)

    async def __aexit__(self, exc_type, exc, tb):
        try:
            await self.nursery.start(print)
        finally:
            await self.leave(exc_type, exc, tb)


async def asks_which_error_it_is(server):
    """No answer in time would be another answer."""
    try:
        await server.run()
    except ValueError as error:
        if await server.is_stopped():  # error: 11
            raise RuntimeError("stopped") from error
        raise
