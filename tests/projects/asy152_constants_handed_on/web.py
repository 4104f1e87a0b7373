import requests


class Client:
    def __init__(self, connect=True):
        open_connection(connect)

    def get(self, url, refresh=False):
        return self._get(url, refresh=refresh)

    def _get(self, url, refresh):
        return load(url, refresh)


def open_connection(connect):
    if connect:
        requests.get("https://example.org")


def load(url, sync=True):
    if not sync:
        return url
    return requests.get(url)


def third(url, sync):
    return second(url, sync)


def second(url, sync):
    return first(url, sync)


def first(url, sync=False):
    return load(url, sync=sync)


def rebound(url, sync):
    sync = not sync
    return load(url, sync)


def around(url, sync):
    return again(url, sync)


def again(url, sync):
    around(url, sync)
    return load(url, sync)


class Store:
    def __init__(self, folder=None, eager=False):
        self.folder = str(folder) if folder else None
        self.eager = eager
        wanted = eager and self.folder
        if self.folder:
            requests.get(self.folder)
        if wanted:
            requests.head(self.folder)

    @classmethod
    def empty(cls):
        return cls()


class Changed:
    def __init__(self, folder=None):
        self.folder = folder
        self.find_folder()
        self.folder = self.folder or "."
        if self.folder:
            requests.get(self.folder)

    def find_folder(self):
        self.folder = "found"
