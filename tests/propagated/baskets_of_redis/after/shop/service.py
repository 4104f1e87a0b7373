from shop.baskets import Baskets
from shop.cache import get_client
from shop.prices import Prices

baskets = Baskets(get_client())
prices = Prices(get_client())


async def total(user):
    return sum(
        [
            await prices.of(item) * count
            for item, count in (await baskets.all(user)).items()
        ]
    )
