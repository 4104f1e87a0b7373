import pytest
from fastapi.testclient import TestClient

from desk.main import app


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


def test_desk(client):
    ann = client.post("/customers/", json={"email": "ann@example.org", "name": "Ann"})
    assert ann.status_code == 201
    key = ann.json()["id"]
    assert client.post("/customers/", json={"email": "ann@example.org", "name": "A"}).status_code == 409
    ticket = client.post(f"/customers/{key}/tickets", json={"title": "no sound"}).json()
    assert ticket["state"] == "open"
    other = client.post(f"/customers/{key}/tickets", json={"title": "no light"}).json()
    page = client.get("/tickets/", params={"text": "sound"}).json()
    assert page["total"] == 1 and page["items"][0]["title"] == "no sound"
    assert client.get("/tickets/", params={"limit": 1}).json()["total"] == 2
    assert client.get(f"/customers/{key}/open").json() == ["no sound", "no light"]
    assert client.get(f"/tickets/{ticket['id']}").json() == {"title": "no sound", "customer": "Ann"}
    assert client.post(f"/tickets/{ticket['id']}/close").json()["state"] == "closed"
    stats = client.get("/tickets/stats").json()
    assert stats["states"] == {"open": 1, "closed": 1}
    assert stats["newest"] == other["id"] and stats["emails"] == ["ann@example.org"]
    assert stats["of_active"] == 2 and stats["titles"] == ["no light"]
    assert client.delete("/tickets/closed").json() == {"deleted": 1}
    assert client.delete(f"/tickets/{other['id']}").json() == {"ok": True}
    assert client.delete(f"/tickets/{other['id']}").status_code == 404
    assert client.get("/customers/").json()[0]["name"] == "Ann"
    assert client.get(f"/customers/{key}").json()["is_active"] is True
    assert client.post("/customers/deactivate").json() == {"changed": 1}
    assert client.get("/customers/99").status_code == 404
