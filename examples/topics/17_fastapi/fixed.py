"""A web service that is asked by three clients at once: twice for a report, once for its health."""

import asyncio
import os
import sqlite3

import aiohttp
import uvicorn
from fastapi import FastAPI

API_URL = os.environ["API_URL"]
app = FastAPI()
ASKED: list[str] = []

SLOW = """
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 4000000)
    select sum(n) from numbers
"""


@app.get("/owner")
async def owner() -> dict[str, str]:
    async with aiohttp.ClientSession() as session:  # ASY701: 15
        async with session.get(f"{API_URL}/users/ada") as response:
            return await response.json()


async def note(path: str) -> None:
    ASKED.append(path)


@app.get("/report")
async def report() -> dict[str, int]:
    await note("/report")

    def fetch_total():
        connection = sqlite3.connect("report.db")
        rows = connection.execute(SLOW)
        (total,) = rows.fetchone()
        connection.close()
        return total

    total = await asyncio.to_thread(fetch_total)
    return {"total": total}


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


async def ask(session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(path) as response:
        print(path, await response.json())


async def count_connections(upstream: aiohttp.ClientSession) -> int:
    async with upstream.get("/connections") as response:
        return await response.json()


async def main() -> None:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
        async with aiohttp.ClientSession(API_URL) as upstream:
            await count_connections(upstream)
            for _ in range(3):
                await ask(client, "/owner")
            print("connections for that:", await count_connections(upstream))
        reports = asyncio.create_task(ask(client, "/report"))
        await asyncio.sleep(0.05)
        await ask(client, "/health")
        await reports
    server.should_exit = True
    await serving


if __name__ == "__main__":
    asyncio.run(main())
