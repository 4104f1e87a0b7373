"""What is looked up on demand may grow while a loop that runs for ever goes over it."""

import asyncio


class Resolver:
    def __init__(self, resolve):
        self.resolve = resolve
        self.found = {}
        self.known = {}
        self.named = {}

    async def look_up(self, host):
        if host not in self.found:
            self.found[host] = await self.resolve(host)
        return self.found[host]

    async def learn(self, host):
        if host in self.known:
            return
        self.known[host] = await self.resolve(host)
        if host not in self.found:
            self.known[host] = None

    async def name(self, host):
        if host not in self.named:
            self.named[host] = await self.resolve(host)

    async def renew(self):
        while True:
            for host in self.found.keys():  # error: 24, function="look_up"
                self.found[host] = await self.resolve(host)
            for host in self.known:
                self.known[host] = await self.resolve(host)
            await asyncio.sleep(60)

    async def tell(self, out):
        for host in self.named:
            await out.put(host)
