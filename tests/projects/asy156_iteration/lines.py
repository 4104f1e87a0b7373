def lines_of(path):
    with open(path) as file:
        yield from file


class Reader:
    def __init__(self, path):
        self.path = path

    def __iter__(self):
        return iter(open(self.path).readlines())


def numbers():
    yield 1
    yield 2
