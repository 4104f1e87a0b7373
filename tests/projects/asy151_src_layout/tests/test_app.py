from shop.tools import pause


async def test_pause():
    pause()  # error: 4
