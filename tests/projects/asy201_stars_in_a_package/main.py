from shop import orders, traits
from shop.other import helper


async def main(aware: traits.Aware, order: orders.Order):
    aware.last.pay()  # error: 4
    order.pay()  # error: 4
    helper.run()
