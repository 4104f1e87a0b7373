import requests


def load(url, sync=True):
    if sync:
        return requests.get(url)
    return url


def cached(url, refresh=False):
    if refresh:
        return requests.get(url)
    return url


def hand_on(url, sync):
    return load(url, sync=sync)
