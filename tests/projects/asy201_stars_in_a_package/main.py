import shop
from shop import engines, orders, tools, traits
from shop.other import helper


async def main(aware: traits.Aware, order: orders.Order):
    aware.last.pay()  # error: 4
    order.pay()  # error: 4
    helper.run()
    engines.Engine().run()  # error: 4
    tools.go()
    shop.Told()  # error: 4
    shop.untold()
