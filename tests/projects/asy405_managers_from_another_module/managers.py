from contextlib import contextmanager


class Shelf:
    def __init__(self):
        self.taken = []

    def give_back(self):
        self.taken.pop()


@contextmanager
def translated():
    try:
        yield
    except KeyError as error:
        raise ValueError from error


@contextmanager
def opened():
    shelf = Shelf()
    try:
        yield len(shelf.taken)
    finally:
        shelf.give_back()
