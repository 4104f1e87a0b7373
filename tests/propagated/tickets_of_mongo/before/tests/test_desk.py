"""Run with a MongoDB at localhost, or what speaks its protocol."""

import asyncio
import uuid

from desk import app, db


def test_desk():
    name = uuid.uuid4().hex

    async def run():
        async with app.lifespan(app.app):
            made = await app.create(name)
            overview = await app.overview()
            return made, name in overview["titles"], await app.close(name)

    assert asyncio.run(run()) == ({"id": name}, True, {"closed": True})
