"""An HTTP server on loopback that takes its time; it prints its port and runs until it is killed.

``/users/NAME`` answers after 0.3 seconds; ``/connections`` tells how many connections have asked
for users since it was asked the last time.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

DELAY = 0.3
CONNECTIONS = web.AppKey("connections", set)


async def user(request: web.Request) -> web.Response:
    request.app[CONNECTIONS].add(request.transport)
    await asyncio.sleep(DELAY)
    return web.json_response({"login": request.match_info["login"]})


async def connections(request: web.Request) -> web.Response:
    count = len(request.app[CONNECTIONS])
    request.app[CONNECTIONS].clear()
    return web.json_response(count)


async def main() -> None:
    app = web.Application()
    app[CONNECTIONS] = set()
    app.add_routes([web.get("/users/{login}", user), web.get("/connections", connections)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
