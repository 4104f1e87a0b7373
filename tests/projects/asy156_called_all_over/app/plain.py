from app.texts import read_plainly


def first():
    return read_plainly("1"), read_plainly("2"), read_plainly("3")


def second():
    return read_plainly("4"), read_plainly("5")


async def third():
    return read_plainly("6")  # error: 11, advice="offload it with 'await asyncio.to_thread(read_plainly, ...)'"
