import requests


class Url:
    def __init__(self, text):
        self.text = text

    def __truediv__(self, name):
        requests.head(self.text)
        return Url(f"{self.text}/{name}")

    def __add__(self, other):
        return Url(self.text + other)
