"""What a base class keeps of kinds that each of its heirs names for itself."""
import httpx
import requests


class Keeper:
    def __init__(self):
        self._kept = {}

    def make(self, key):
        if key in self._kept:
            return self._kept[key]
        made = self.KIND()
        self._kept[key] = made
        return made


class Clients(Keeper):
    KIND = httpx.Client


class Sessions(Keeper):
    KIND = requests.Session


def of_heirs(keeper: Keeper, key: str):
    Clients().make(key)  # value: httpx.Client
    Sessions().make(key)  # value: requests.Session
    keeper.make(key)  # value: httpx.Client | requests.Session
