# only: own
"""A plain tool runs on the loop, and its decorator takes coroutines as well: that comes first."""

import asyncio
import time

from mcp.server.fastmcp import FastMCP

server = FastMCP("tools")


@server.tool()
def wait(seconds: int) -> str:
    time.sleep(seconds)  # error: 4, advice="make the function 'async def' and use 'await asyncio.sleep(...)'"
    return "done"


@server.tool()
async def wait_well(seconds: int) -> str:
    time.sleep(seconds)  # error: 4, advice="use 'await asyncio.sleep(...)'"
    return "done"


def late():
    time.sleep(1)  # error: 4, advice="use 'loop.call_later(...)'"


async def main():
    asyncio.get_running_loop().call_soon(late)
