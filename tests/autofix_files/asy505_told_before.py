# library: trio
# only: own
import trio


async def first_for_cancellation(server):
    try:
        await server.run()
    except trio.Cancelled:
        raise
    except BaseException:
        await server.say_goodbye()
        raise


async def bare_below(server):
    try:
        await server.run()
    except trio.Cancelled:
        print("stopped")
        raise
    except:
        await server.say_goodbye()


async def only_below(server):
    try:
        await server.run()
    except ValueError:
        print("wrong")
    except BaseException:
        with trio.move_on_after(5, shield=True):
            await server.say_goodbye()  # error: 8
        raise


async def asks_for_the_cancellation(server):
    try:
        await server.run()
    except ValueError:
        await trio.lowlevel.checkpoint_if_cancelled()
        raise
    finally:
        await trio.lowlevel.checkpoint_if_cancelled()
