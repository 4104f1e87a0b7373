import asyncio
import contextvars


async def read(path) -> str:
    return await asyncio.to_thread(path.read_text)  # error: 17


async def read_twice(path) -> str:
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(path.read_text)  # error: 10
    return loop.time()


async def wait(event) -> None:
    await asyncio.to_thread(event.wait)  # error: 10


async def wait_in_a_context_that_is_needed(event) -> None:
    ctx = contextvars.copy_context()
    await asyncio.to_thread(ctx.run, event.wait)  # error: 10
    print(len(ctx))


async def it_says_why(path) -> str:
    loop = asyncio.get_running_loop()  # kept
    return await asyncio.to_thread(path.read_text)  # error: 17


async def seen_from_inside(path) -> str:
    loop = asyncio.get_running_loop()

    def later():
        return loop

    await asyncio.to_thread(path.read_text)  # error: 10
    return later


async def idle_before(path) -> None:
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(path.read_text)  # error: 10
