"""Properties and cached properties give what their getters return."""
from functools import cached_property

import httpx


class Site:
    @property
    def client(self):
        return httpx.Client()

    @cached_property
    def kept(self) -> httpx.AsyncClient:
        return mystery()

    @property
    async def slow(self) -> int:
        return 1

    @property
    def size(self):
        return self._size

    @size.setter
    def size(self, value):
        self._size = value


def use(site: Site):
    site.client  # value: httpx.Client
    site.client.get  # value: def httpx.Client.get
    site.kept  # value: httpx.AsyncClient
    site.slow  # value: coroutine[int]
    Site.client  # value: property of def tests.inference.properties.Site.client
