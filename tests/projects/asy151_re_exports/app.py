import shop
from shop import Clock, wait


async def main(clock: Clock, other: shop.Clock):
    wait()  # error: 4
    shop.wait()  # error: 4
    clock.wait()  # error: 4
    other.wait()  # error: 4
