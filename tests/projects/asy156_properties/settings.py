import functools
from pathlib import Path


class Settings:
    def __init__(self, path):
        self.path = Path(path)

    @property
    def text(self):
        return self.path.read_text()

    @functools.cached_property
    def lines(self):
        return self.path.read_text().splitlines()

    @property
    def name(self):
        return self.path.name
