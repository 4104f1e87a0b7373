# only: own
import anyio


async def flagged(server):
    try:
        await server.run()
    except anyio.get_cancelled_exc_class():
        await server.say_goodbye()  # error: 8, library="anyio"
        raise
