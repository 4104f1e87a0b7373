"""Ask a server for three pages and see how many connections that takes."""

import asyncio

import aiohttp
from aiohttp import web

peers = set()


async def answer(request: web.Request) -> web.Response:
    peers.add(request.transport.get_extra_info("peername"))
    return web.Response(text="hello")


async def serve() -> web.AppRunner:
    app = web.Application()
    app.router.add_get("/{page}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 8701).start()
    return runner


async def load(pages: list[str]) -> None:
    async with aiohttp.ClientSession() as session:
        for page in pages:
            async with session.get(f"http://127.0.0.1:8701/{page}") as response:
                await response.text()


async def main() -> None:
    runner = await serve()
    await load(["a", "b", "c"])
    await runner.cleanup()
    print("three pages took", len(peers), "connections")


if __name__ == "__main__":
    asyncio.run(main())
