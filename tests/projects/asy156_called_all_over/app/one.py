from app import texts
from app.texts import fetch_text, read_seldom, read_text as read


async def first_one():
    fetch_text("1")  # ASY152: 4, advice="offload it with 'await asyncio.to_thread(fetch_text, ...)'"
    read_seldom("1")  # error: 4, advice="offload it with 'await asyncio.to_thread(read_seldom, ...)'"
    return read("1")  # error: 11, advice="make it asynchronous, once for all of its calls in the project"


async def second_one():
    fetch_text("2")  # ASY152: 4
    return texts.read_text("2")  # error: 11


async def third_one():
    fetch_text("3")  # ASY152: 4
    return read("3")  # error: 11


def plain_one():
    return read("4")
