import pytest


@pytest.mark.django_db(transaction=True)
async def test_library(async_client):
    answer = await async_client.post("/books/", {"title": "Emma", "copies": 1})
    assert answer.status_code == 201
    answer = await async_client.post("/books/", {"title": "Emma", "copies": 1})
    assert answer.json() == {"pk": 1, "copies": 2}
    await async_client.post("/books/", {"title": "Ada", "copies": 1})
    assert (await async_client.get("/books/")).json() == {"titles": ["Ada", "Emma"], "stock": 3}
    assert (await async_client.get("/books/1/")).json() == {"title": "Emma"}
    assert (await async_client.get("/books/9/")).status_code == 404
    assert (await async_client.post("/loans/2/", {"reader": "x"})).json() == {"loan": 1}
    assert (await async_client.post("/loans/2/", {"reader": "y"})).status_code == 409
