from shop import cache, service


async def add(user, item):
    await service.baskets.add(user, item)
    return await service.total(user)


async def ping():
    return await cache.client.ping()


async def reset():
    for user in await service.baskets.users():
        await service.baskets.clear(user)
