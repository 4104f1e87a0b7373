from pathlib import Path


def root() -> Path:
    return Path("/srv")


class Config:
    path: Path

    def __init__(self, name):
        self.path = root() / name
