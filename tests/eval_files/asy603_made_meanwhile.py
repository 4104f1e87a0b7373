"""What is made meanwhile, or given back, may go on with the loop: it stays."""
# only: own
import asyncio


class Client:
    async def get(self):
        await asyncio.sleep(1)


async def work(client):
    await client.get()


def of_made(path):
    loop = asyncio.get_event_loop()  # error: 11
    client = Client()
    if path:
        loop.run_until_complete(work(client))


def of_given_back():
    client = Client()
    loop = asyncio.get_event_loop()  # error: 11
    loop.run_until_complete(client.get())
    return client
