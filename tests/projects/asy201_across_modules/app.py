import shop
from shop import Store, notify
from shop.store import Base, save as keep
from shop.store import save_soon
from shop.tasks import Mail


async def main():
    store = Store(Mail())
    notify(store)  # error: 4
    shop.save("tea")  # error: 4
    keep("tea")  # error: 4
    save_soon("tea")  # error: 4
    store.close()  # error: 4
    store.mail.send("tea")  # error: 4
    Base().close()
    await notify(store)


def plain(store: shop.Store):
    store.open()  # error: 4
    store.confirm("tea")
