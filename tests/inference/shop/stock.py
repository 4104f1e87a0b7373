import httpx


class Shelf:
    def __init__(self) -> None:
        self.client = httpx.Client()


def make_shelf() -> Shelf:
    return Shelf()
