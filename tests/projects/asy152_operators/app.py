from urls import Pages, Plain, Remote, Url


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


async def stored(remote: Remote, plain: Plain, names: dict):
    remote["a"] = 1  # error: 4
    remote["b"] += 1  # error: 4
    remote["c"], names["c"] = 1, 2  # error: 4
    del remote["a"], names["a"]  # error: 8
    if "a" in remote and "a" not in names:  # error: 7
        return "b" not in remote  # error: 15
    plain["a"] = 1
    return "a" in plain or "a" == remote
