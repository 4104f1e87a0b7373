# only: own
"""A wait before what was asked is registered lets those in who look for the entry; a cache has none."""

import asyncio

import httpx


def find(name):
    return httpx.get(f"https://example.org/{name}").json()


class Server:
    def __init__(self):
        self.users = {}
        self.pages = {}

    async def connect(self, key, name):
        user = find(name)  # error: 15
        if user is None:
            return False
        is_admin = user["admin"]
        self.users[key] = {"name": name, "is_admin": is_admin}
        return True

    async def show(self, key, name):
        page = await asyncio.to_thread(find, name)  # error: 15
        self.pages[key] = {"page": page}
        return page

    async def changed(self, event):
        keys = [key for key, user in self.users.items() if user["name"] == event.name]
        for key in keys:
            await event.tell(key)

    async def sweep(self):
        for key in [key for key, page in self.pages.items() if not page]:
            del self.pages[key]
