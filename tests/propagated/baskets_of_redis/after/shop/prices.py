class Prices:
    def __init__(self, store):
        self.store = store

    async def of(self, item):
        price = await self.store.get(f"price:{item}")
        return int(price) if price is not None else 0
