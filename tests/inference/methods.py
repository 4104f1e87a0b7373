"""Methods, class methods, static methods, overriding."""
import httpx


class Shop:
    def plain(self): ...
    async def slow(self) -> int: ...

    @classmethod
    def open(cls):
        return cls()

    @staticmethod
    def free():
        return httpx.Client()


class Corner(Shop):
    def plain(self):
        return 1


def use(shop: Shop):
    shop.plain  # value: def tests.inference.methods.Shop.plain
    shop.slow  # value: async def tests.inference.methods.Shop.slow
    shop.slow()  # value: coroutine[unresolved int()]
    Shop.open  # value: def tests.inference.methods.Shop.open
    Shop.open()  # value: tests.inference.methods.Shop
    Corner.open()  # value: tests.inference.methods.Corner
    Shop.free()  # value: httpx.Client
    shop.free  # value: def tests.inference.methods.Shop.free
    Corner().plain  # value: def tests.inference.methods.Corner.plain
    Corner().plain()  # value: int
    Shop.plain  # value: def tests.inference.methods.Shop.plain
