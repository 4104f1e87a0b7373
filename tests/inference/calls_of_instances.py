"""``__call__``, ``__getattr__``, ``__new__`` and metaclasses."""
import httpx


class Caller:
    def __call__(self):
        return httpx.Client()


class Dynamic:
    def __getattr__(self, name):
        return httpx.Client()


class Made:
    def __new__(cls):
        return httpx.Client()


class Single:
    _one = None

    def __new__(cls):
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one


def use():
    Caller()()  # value: httpx.Client
    Dynamic().anything  # value: httpx.Client
    Made()  # value: httpx.Client
    Single()  # value: tests.inference.calls_of_instances.Single
