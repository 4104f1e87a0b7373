# only: own
import asyncio


async def proxy() -> int:
    return 1


lock = asyncio.Lock()
gate = asyncio.Lock()
other = asyncio.Lock()
turn = asyncio.Condition()


async def one_block(x) -> int:
    if x:
        # Only one at a time.
        await lock.acquire()  # error: 14
        found = await proxy()
        for number in range(found):
            if number:
                break
            await proxy()

        # Given back here.
        lock.release()
        return found
    return 0


async def condition() -> None:
    await turn.acquire()  # error: 10
    await proxy()
    turn.notify()
    turn.release()


async def with_timeout() -> None:
    await asyncio.wait_for(lock.acquire(), 3)  # error: 27
    await proxy()
    lock.release()


async def left_early() -> None:
    await lock.acquire()  # error: 10
    if await proxy():
        return
    lock.release()


async def another_lock(held: asyncio.Lock) -> None:
    await held.acquire()  # error: 10
    await proxy()
    held, kept = other, held
    held.release()


async def twice() -> None:
    await lock.acquire()  # error: 10
    await proxy()
    lock.release()
    await lock.acquire()  # error: 10
    await proxy()
    lock.release()


async def another_block(x) -> None:
    await lock.acquire()  # error: 10
    if x:
        await proxy()
        lock.release()


async def given_back_by_another() -> None:
    await gate.acquire()  # error: 10
    await proxy()
    gate.release()


async def opened() -> None:
    try:
        await given_back_by_another()
    except ValueError:
        gate.release()


class Deep:
    async def in_loop(self, pages) -> None:
        for page in pages:
            await lock.acquire()  # error: 18
            await proxy()
            lock.release()
