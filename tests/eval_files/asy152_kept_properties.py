"""What an object keeps stalls once for each object."""
# only: own

from functools import cached_property

import requests


class Provider:
    @cached_property
    def config(self):
        return requests.get("u").json()

    @property
    def issuer(self):
        return self.config["issuer"]

    @property
    def status(self):
        return requests.get("u").json()


PROVIDER = Provider()


async def of_an_object_that_was_there(provider: Provider):
    print(PROVIDER.config)  # error: 10
    print(PROVIDER.issuer)  # error: 10
    print(provider.config)  # error: 10


async def of_what_is_not_kept(provider: Provider):
    print(PROVIDER.status)  # error: 10
    print(provider.status)  # error: 10


async def of_an_object_that_is_made_here():
    provider = Provider()
    print(provider.config)  # error: 10
    print(Provider().config)  # error: 10
