from shop.a import pause


def rest():
    pause()


async def second():
    pause()  # error: 4
