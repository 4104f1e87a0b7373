import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from store import cli
from store.app import app
from store.db import Base, engine


@pytest.fixture(autouse=True)
def tables():
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)


def test_store():
    client = TestClient(app)
    assert client.get("/health").json() == {"up": True}
    assert client.post("/items", params={"name": "nail", "stock": 3}).json() == {"id": 1}
    assert client.post("/items", params={"name": "bolt"}).json() == {"id": 2}
    assert client.get("/items/nail").json() == [{"id": 1, "name": "nail", "stock": 3}]
    assert client.post("/stocktaking").json() == {"gone": 1}
    assert CliRunner().invoke(cli.tidy).output == "0 gone\n"
    assert CliRunner().invoke(cli.count).output == "1\n"
