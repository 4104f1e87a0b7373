from contextlib import contextmanager


@contextmanager
def translated():
    try:
        yield
    except KeyError as error:
        raise ValueError from error


@contextmanager
def opened():
    print("open")
    yield 1
    print("closed")
