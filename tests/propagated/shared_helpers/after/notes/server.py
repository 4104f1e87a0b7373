import asyncio

from aiohttp import web

from notes.store import Store, retry_settle, word_count

STORE = web.AppKey("store", Store)


async def add(request):
    text = await request.text()
    await retry_settle(2)
    return web.json_response(
        {
            "id": await asyncio.to_thread(request.app[STORE].add, text),
            "words": await asyncio.to_thread(word_count, text),
        }
    )


async def all_notes(request):
    return web.json_response(await asyncio.to_thread(request.app[STORE].all))


def make_app(path):
    app = web.Application()
    app[STORE] = Store(path)
    app.router.add_post("/", add)
    app.router.add_get("/", all_notes)
    return app
