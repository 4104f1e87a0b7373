# only: own
"""What a plain tool calls goes to a thread once the tool is a coroutine."""

import requests
from mcp.server.fastmcp import FastMCP

server = FastMCP("tools")


def fetch(url):
    return requests.get(url).text


@server.tool()
def read(url: str) -> str:
    return fetch(url)  # error: 11, advice="make the function 'async def' and offload it with 'await asyncio.to_thread(fetch, ...)'"
