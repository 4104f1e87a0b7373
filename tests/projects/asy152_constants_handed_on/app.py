from web import Changed, Client, Store, around, first, rebound, second, third


async def main(url, flag):
    first(url)
    first(url, True)  # error: 4
    second(url, False)
    second(url, True)  # error: 4
    third(url, sync=False)
    third(url, sync=True)  # error: 4
    third(url, flag)  # error: 4
    rebound(url, False)  # error: 4
    around(url, False)
    around(url, True)  # error: 4
    Client(connect=False)
    Client()  # error: 4


async def methods(client: Client, url):
    client.get(url)
    client.get(url, True)  # error: 4
    client.get(url, refresh=False)


async def stores(folder):
    Store()
    Store(None)
    Store.empty()
    Store(eager=True)
    Store(folder)  # error: 4
    Store("a")  # error: 4
    Changed()  # error: 4
