# only: own
# fix: safe
"""In a test the order of events may be what counts: another sleep is for a person to try."""

import asyncio
import time


def test_handler_is_not_interrupted(app, client):
    @app.websocket("/ws")
    async def handler(request, ws):
        time.sleep(2)  # error: 8
        await asyncio.sleep(0)
        app.done = True

    client.websocket("/ws")
    assert app.done


async def test_cache_ends(cache):
    time.sleep(1)  # error: 4
    assert await cache.get("x") is None


async def serve():
    time.sleep(1)  # error: 4
