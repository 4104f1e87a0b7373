import asyncio

from shop import app


def test_shop():
    async def run():
        await app.reset()
        before = await app.add("ann", "tea")
        return before, await app.ping(), await app.add("ann", "cup")

    assert asyncio.run(run()) == (0, True, 0)
