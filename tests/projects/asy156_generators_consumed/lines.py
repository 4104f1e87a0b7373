def lines_of(path):
    with open(path) as file:
        yield from file


def numbered(path):
    for number, line in enumerate(lines_of(path)):
        yield number, line


def all_of(*paths):
    for path in paths:
        yield from lines_of(path)


def header_first(path):
    yield "header"
    with open(path) as file:
        yield from file


def pure():
    yield 1
    yield 2


def total(path):
    return sum(map(len, lines_of(path)))


def longest(path):
    return max(lines_of(path))


class Reader:
    def __iter__(self):
        return iter(open("lines.txt").readlines())
