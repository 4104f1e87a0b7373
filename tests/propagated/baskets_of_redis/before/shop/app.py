from shop import cache, service


async def add(user, item):
    service.baskets.add(user, item)
    return service.total(user)


async def ping():
    return cache.client.ping()


async def reset():
    for user in service.baskets.users():
        service.baskets.clear(user)
