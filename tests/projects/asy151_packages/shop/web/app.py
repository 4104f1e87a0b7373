import shop.stock.count
import shop.stock.count as counting
from shop.stock import count
from shop.stock.count import count as count_all


async def main():
    shop.stock.count.count()  # error: 4
    counting.count()  # error: 4
    count.count()  # error: 4
    count_all()  # error: 4
