"""Definitions that depend on themselves end, and say what is certain."""
import httpx


def even(n):
    return httpx.Client() if n == 0 else odd(n - 1)


def odd(n):
    return even(n - 1)


def endless():
    return endless()


class Tree:
    def __init__(self, parent=None):
        self.root = parent.root if parent else self
        self.parent = parent


def use():
    even(2)  # value: unknown
    odd(3)  # value: unknown
    endless()  # value: unknown
    Tree().root  # value: unknown
    x = [x]
    x  # value: unknown
