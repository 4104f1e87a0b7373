"""Subclasses of a library's class whose methods work through what the subclass overrides."""

from concurrent.futures import ThreadPoolExecutor

import requests

executor = ThreadPoolExecutor(1)


class Offloading(requests.Session):
    def request(self, *args, **kwargs):
        return executor.submit(super().request, *args, **kwargs)


class Coroutines(requests.Session):
    async def request(self, *args, **kwargs):
        return None


class Patient(requests.Session):
    def request(self, *args, **kwargs):
        kwargs.setdefault("timeout", 10)
        return super().request(*args, **kwargs)

    def send(self, request, **kwargs):
        return super().send(request, **kwargs)


class Signed(requests.Session):
    def rebuild_auth(self, prepared, response):
        prepared.headers["X"] = "y"


async def asks(url):
    await Offloading().get(url)
    await Coroutines().post(url)
    await Patient().get(url)  # error: 4
    await Signed().get(url)  # error: 4
    Offloading().get(url)
    Patient().get(url)  # ASY102: 4
    Signed().get(url)  # ASY102: 4
