import asyncio
import contextvars


async def read(path) -> str:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, path.read_text)  # error: 17


async def read_twice(path) -> str:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, path.read_text)  # error: 10
    return loop.time()


async def wait(event) -> None:
    loop = asyncio.get_running_loop()
    ctx = contextvars.copy_context()
    await loop.run_in_executor(None, ctx.run, event.wait)  # error: 10


async def wait_in_a_context_that_is_needed(event) -> None:
    loop = asyncio.get_running_loop()
    ctx = contextvars.copy_context()
    await loop.run_in_executor(None, ctx.run, event.wait)  # error: 10
    print(len(ctx))


async def it_says_why(path) -> str:
    loop = asyncio.get_running_loop()  # kept
    return await loop.run_in_executor(None, path.read_text)  # error: 17


async def seen_from_inside(path) -> str:
    loop = asyncio.get_running_loop()

    def later():
        return loop

    await loop.run_in_executor(None, path.read_text)  # error: 10
    return later


async def idle_before(path) -> None:
    loop = asyncio.get_running_loop()
    other = asyncio.get_running_loop()
    await other.run_in_executor(None, path.read_text)  # error: 10
