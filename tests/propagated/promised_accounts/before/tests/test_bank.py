from bank.db import Base, engine
from bank.web import make_app


async def test_bank(aiohttp_client):
    Base.metadata.create_all(engine)
    client = await aiohttp_client(make_app())
    key = (await (await client.post("/", json={"owner": "ann"})).json())["id"]
    assert await (await client.get(f"/{key}")).json() == {"balance": 0}
