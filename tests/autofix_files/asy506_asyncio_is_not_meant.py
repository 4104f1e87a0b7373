# only: own
# The cleanup of asyncio code is not ASY505's business, nor is its sleep(0) ASY506's.
import asyncio


async def work(server):
    try:
        await server.run()
    finally:
        await server.say_goodbye()
        await asyncio.sleep(0)


async def other(server):
    import trio

    await trio.lowlevel.checkpoint()  # error: 10
