from a import alone, first
from b import second


async def main(count):
    first(count)  # error: 4
    second(count)  # error: 4
    alone(count)
