from .store import Store

__all__ = ["notify", "Mail"]


class Mail:
    async def send(self, order): ...

    def queue(self, order): ...


async def notify(store: Store):
    store.open()  # error: 4
    store.close()  # error: 4
    await store.open()
