# only: own
import asyncio


async def tick():
    try:
        await asyncio.sleep(1)
    finally:
        print("over")


async def measure():
    clock = asyncio.create_task(tick())
    await asyncio.sleep(0)
    clock.cancel()  # error: 4, task="clock"
    await asyncio.wait([clock])
    print(clock.done())


async def in_finally(loop: asyncio.AbstractEventLoop):
    clock = loop.create_task(tick())
    try:
        await asyncio.sleep(0)
    finally:
        if not clock.done():
            clock.cancel()  # error: 12
            await asyncio.wait([clock])


async def awaited():
    clock = asyncio.create_task(tick())
    clock.cancel()
    try:
        await clock
    except asyncio.CancelledError:
        pass


async def gathered():
    clock = asyncio.create_task(tick())
    clock.cancel()
    await asyncio.gather(clock, return_exceptions=True)


async def waited():
    clock = asyncio.create_task(tick())
    clock.cancel()
    await asyncio.wait([clock])


async def stored(tasks):
    clock = asyncio.create_task(tick())
    tasks.append(clock)
    clock.cancel()


async def with_callback():
    clock = asyncio.create_task(tick())
    clock.add_done_callback(print)
    clock.cancel()


async def of_the_caller(clock: asyncio.Task):
    clock.cancel()


async def seen_by_nested():
    clock = asyncio.create_task(tick())

    async def wait():
        await clock

    clock.cancel()
    return wait


async def in_a_group():
    async with asyncio.TaskGroup() as group:
        clock = group.create_task(tick())
        clock.cancel()


async def main():
    clock = asyncio.create_task(tick())
    await measure()
    clock.cancel()
    print("done")


async def other_main():
    clock = asyncio.create_task(tick())
    clock.cancel()  # error: 4
    await asyncio.wait([clock])
    await measure()


if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(other_main())


async def test_second_gets_it(lock):
    first = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    first.cancel()  # error: 4
    lock.release()
    await asyncio.sleep(0)
    assert lock.locked()


async def test_ends(lock):
    await asyncio.sleep(0)
    first = asyncio.create_task(lock.acquire())
    assert lock.locked()
    first.cancel()  # error: 4


async def in_a_row():
    one = asyncio.create_task(tick())
    two = asyncio.create_task(tick())
    three = asyncio.create_task(tick())
    one.cancel()  # error: 4
    two.cancel()  # error: 4
    await asyncio.wait([one, two])
    await measure()
    three.cancel()  # error: 4
    await asyncio.wait([three])
    await measure()
