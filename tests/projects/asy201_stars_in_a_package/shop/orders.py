__all__ = ["Order"]

from shop import traits


class Order:
    app: traits.Aware

    async def pay(self):
        self.app.rest.pay(self)  # error: 8
