"""Async generators where a plain loop goes over them, and managers that nobody enters."""
# only: own

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import trio


class Node:
    async def size(self) -> int:
        return 1

    async def children(self):
        yield Node()


@asynccontextmanager
async def connected():
    yield 1


async def consumed(node: Node, nodes: list[Node]):
    print(sum([await child.size() for child in nodes]))  # error: 13
    print(any([child async for child in node.children()]))  # error: 13
    print([x async for x in node.children()], dict([x async for x in node.children()]))  # error: 15 # error: 38
    print(os.sep.join([await child.size() for child in nodes]))  # error: 21
    print(", ".join([await child.size() for child in nodes]))  # error: 19
    print(list(zip(nodes, [x async for x in node.children()])))  # error: 26
    sizes = (await child.size() for child in nodes)
    return max([x async for x in sizes])  # error: 15


async def fine(node: Node, nodes: list[Node], path, given: AsyncIterator[int]):
    print(sum([await child.size() for child in nodes]))
    print(sum(child.size for child in nodes))
    print(path.join(await child.size() for child in nodes))
    print(max([child async for child in node.children()], default=0))
    sizes = (await child.size() for child in nodes)
    return [size async for size in sizes]


async def left():
    asyncio.timeout(1)  # error: 4
    trio.move_on_after(1)  # error: 4
    connected()  # error: 4
    Node().children()  # error: 4
    async with connected():
        pass
    manager = connected()
    return manager
