import pytest
from httpx import AsyncClient, Client


@pytest.fixture
def near():
    return AsyncClient()


async def test_root(client):
    response = client.get("/")  # error: 15
    assert response.status_code == 200


async def test_named(other, near):
    assert other.get("/").text == "x"  # error: 11
    assert near.get("/").text == "x"  # error: 11
    assert make_other.get("/").text == "x"


async def test_awaited(client):
    assert (await client.get("/")).text == "x"


@pytest.mark.parametrize("client", [Client()])
async def test_varied(client):
    assert client.get("/").text == "x"


def helper(client):
    return client.get("/").text
