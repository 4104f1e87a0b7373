import os
import tempfile

path = tempfile.mkdtemp() + "/a.db"
os.environ["ALLOCATION_DB"] = os.environ.get("SCHEME", "sqlite") + ":///" + path

import sqlalchemy
from aiohttp.test_utils import TestClient, TestServer

from allocation.app import make_app
from allocation.model import Base


async def test_app():
    Base.metadata.create_all(sqlalchemy.create_engine("sqlite:///" + path))
    async with TestClient(TestServer(make_app())) as client:
        batch = {"reference": "b1", "sku": "tea", "quantity": 5}
        assert (await client.post("/batches", json=batch)).status == 201
        answer = await client.post("/allocate", json={"sku": "tea", "quantity": 4})
        assert await answer.json() == {"reference": "b1"}
        assert (await client.post("/allocate", json={"sku": "tea", "quantity": 4})).status == 409
