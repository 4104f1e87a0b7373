import requests


class Base:
    def load(self):
        return requests.get("https://example.org")

    def save(self):
        return 1
