import clients
from clients import cache, later, make


async def main():
    cache.get("a")  # error: 4
    clients.cache.get("a")  # error: 4
    make().get("a")  # error: 4
    await later.get("a")
