import pytest
from fastapi.testclient import TestClient

from library.api import app
from library.db import Base, engine


@pytest.fixture
def client():
    Base.metadata.create_all(engine)
    with TestClient(app) as client:
        yield client
    Base.metadata.drop_all(engine)


def test_lending(client):
    key = client.post("/books", params={"title": "Dune", "copies": 1}).json()
    assert client.post(f"/books/{key}/loans", params={"reader": "ann"}).status_code == 200
    assert client.post(f"/books/{key}/loans", params={"reader": "bob"}).status_code == 409
    assert client.get("/books", params={"part": "un"}).json() == ["Dune"]
    assert client.get("/count").json() == {"books": 1}
