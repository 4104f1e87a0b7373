"""Variables of loops, and names that loops bind anew."""
import httpx


class Node:
    def __init__(self, parent: "Node | None") -> None:
        self.parent = parent


def climb(node: Node):
    while node.parent:
        node = node.parent
        node  # value: tests.inference.loops.Node
    node  # value: tests.inference.loops.Node
    for number in range(3):
        number  # value: unknown
    for letter in "abc":
        letter  # value: unknown
    for client in [httpx.Client()]:
        pass
    client  # value: httpx.Client
    for thing in mystery():
        thing  # value: unknown


def certainly_once():
    client = None
    for kind in (1, 2):
        client = httpx.Client()
    client  # value: httpx.Client


def broken_through_finally(items):
    client = httpx.Client()
    for item in items:
        try:
            if item:
                break
        finally:
            client = httpx.AsyncClient()
        client = item
    else:
        return
    client  # value: httpx.AsyncClient
