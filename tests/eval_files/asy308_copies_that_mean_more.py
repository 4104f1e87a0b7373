# fix: safe
"""A copy is safe where it is all that the loop needs: not where it comes to what has ended meanwhile."""


class Bureau:
    def __init__(self):
        self.clients = {}
        self.guests = set()
        self.order = set()
        self.handlers = {}

    async def sign_off(self, url):
        await self.clients[url].end()
        del self.clients[url]

    async def renew(self):
        for client in self.clients.values():  # error: 22
            await client.sign_on()

    async def leave(self, guest):
        self.guests.discard(guest)
        await guest.close()

    async def greet(self):
        for guest in self.guests:  # error: 21
            await guest.send("hello")

    async def run(self):
        for name in self.order:  # error: 20
            handler = self.handlers[name]
            await handler()

    async def tell(self):
        for name in self.order:  # error: 20
            handler = self.handlers.get(name)
            await handler()

    def forget(self, name):
        self.order.discard(name)
        self.handlers.pop(name, None)


class Hall:
    def __init__(self):
        self.guests = set()

    async def leave(self, guest):
        self.guests.discard(guest)
        await self.count()

    async def greet(self):
        for guest in self.guests:  # error: 21
            await guest.send("hello")

    async def count(self): ...
