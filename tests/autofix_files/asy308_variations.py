# only: own

import asyncio

rooms: dict[str, asyncio.Queue] = {}
names = ["Ada"]


async def tell_all(text):
    for room, queue in list(rooms.items()):  # error: 23, container="rooms"
        await queue.put((room, text))


async def tell_in_turn(text):
    return [await queue.put(text) for queue in list(rooms.values())]  # error: 47


async def tell_at_once(text):
    await asyncio.gather(*[queue.put(text) for queue in rooms.values()])


async def tell_a_copy(text):
    for queue in tuple(rooms.values()):
        await queue.put(text)


async def tell_nobody(text):
    for room in rooms:
        print(room, text)
    await asyncio.sleep(1)


async def greet():
    for name in names:
        await asyncio.sleep(len(name))


def leave(room):
    del rooms[room]


def come(name):
    names.append(name)
