# only: own
import anyio
import trio


async def flagged(cache, key):
    with trio.fail_after(5):  # error: 9, scope="trio.fail_after()"
        await trio.lowlevel.checkpoint()
        if key not in cache:
            await cache.load(key)
    with trio.move_on_after(5), cache:  # error: 9
        await trio.lowlevel.checkpoint()
        for item in cache:
            await item.load()
    with trio.CancelScope():  # error: 9
        await trio.lowlevel.checkpoint()
        while key:
            if key in cache:
                return
            await cache.load(key)


async def silent(cache, key):
    with trio.fail_after(5):
        if key:
            await cache.load(key)
        else:
            await cache.clear()
    print("no await: another rule says so")
    with trio.fail_after(5):
        if key:
            raise ValueError
        await cache.load(key)
    with cache:
        if key:
            await cache.load(key)
    async with anyio.create_task_group():
        print(key)
