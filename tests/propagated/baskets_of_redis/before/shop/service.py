from shop.baskets import Baskets
from shop.cache import get_client
from shop.prices import Prices

baskets = Baskets(get_client())
prices = Prices(get_client())


def total(user):
    return sum([prices.of(item) * count for item, count in baskets.all(user).items()])
