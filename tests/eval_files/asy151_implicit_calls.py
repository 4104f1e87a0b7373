"""Code that operators, tests, texts, unpacking, descriptors and tables of functions run."""

import time


def nap():
    time.sleep(1)


class Slow:
    def __eq__(self, other):
        nap()
        return True

    def __lt__(self, other):
        nap()
        return True

    def __bool__(self):
        nap()
        return True

    def __str__(self):
        nap()
        return ""

    def __repr__(self):
        return ""

    def __iter__(self):
        nap()
        return iter(())

    @property
    def size(self):
        nap()
        return 1


class Lazy:
    def __get__(self, owner, cls):
        nap()
        return 1


class Holder:
    lazy = Lazy()
    plain = Slow()


class Proxy:
    known = 1

    def __init__(self):
        self.kept = 2

    def __getattr__(self, name):
        nap()
        return name


TABLE = {"a": nap, "b": nap}
MIXED = {"a": nap, "b": print}


async def implicit(slow: Slow, holder: Holder, kind: str):
    print(slow == 1)  # error: 10
    print(slow != 1, slow < 1)  # error: 10 # error: 21
    if slow:  # error: 7
        return 1
    while not slow:  # error: 14
        kind = kind.strip()
        slow = Slow()
    print(1 if slow else 2)  # error: 15
    print(f"{slow}")  # error: 13
    print(f"{slow!r}")
    first, *rest = slow  # error: 19
    print(holder.lazy)  # error: 10
    print(holder.plain, slow is None)
    TABLE[kind]()  # error: 4
    MIXED[kind]()
    match kind:
        case Slow(size=1):  # error: 13
            return 2


async def proxied(proxy: Proxy):
    print(proxy.known, proxy.kept)
    return proxy.other  # error: 11
