from urls import Pages, Plain, Url


async def main():
    base = Url("https://example.org")
    other = Url("name")
    print(base + other)
    return base / other  # error: 11


async def containers(pages: Pages, plain: Plain, names: dict):
    print(pages["a"])  # error: 10
    print(len(pages), str(pages))  # error: 10
    print(plain["a"], len(plain), str(plain), names["a"])
    pages["a"] = 1
    both: dict[str, Pages] = {}
    return both
