import requests


class Url:
    def __init__(self, text):
        self.text = text

    def __truediv__(self, name):
        requests.head(self.text)
        return Url(f"{self.text}/{name}")

    def __add__(self, other):
        return Url(self.text + other)


class Pages:
    def __getitem__(self, name):
        return requests.get(name)

    def __setitem__(self, name, page):
        self.last = page

    def __len__(self):
        return len(requests.get("https://example.org/pages").json())

    def __str__(self):
        return "pages"


class Remote:
    def __setitem__(self, name, page):
        requests.put(name, page)

    def __delitem__(self, name):
        requests.delete(name)

    def __contains__(self, name):
        return requests.head(name).ok


class Plain:
    def __getitem__(self, name):
        return name

    def __len__(self):
        return 0

    def __setitem__(self, name, page):
        self.last = page

    def __contains__(self, name):
        return name == "a"
