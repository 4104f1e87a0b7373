from tools import apply, apply_keyword, keep, slow_key, twice


async def main(items):
    sorted(items, key=slow_key)  # error: 4
    max(items, key=lambda item: slow_key(item))  # error: 4
    apply(slow_key, 1)  # error: 4
    apply(lambda value: slow_key(value), 1)  # error: 4
    apply_keyword(1, function=slow_key)  # error: 4
    twice(slow_key, 1)  # error: 4
    keep(slow_key, 1)
    apply(len, items)
    sorted(items, key=len)
