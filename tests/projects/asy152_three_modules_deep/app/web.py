import requests


def get(url):
    return requests.get(url, timeout=3).json()
