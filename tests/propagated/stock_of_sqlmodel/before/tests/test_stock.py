from fastapi.testclient import TestClient
from sqlmodel import SQLModel

from stock.api import app
from stock.uow import engine


def test_stock():
    SQLModel.metadata.create_all(engine)
    client = TestClient(app)
    assert client.post("/batches", params={"sku": "chair", "quantity": 5}).json() == 5
    assert client.get("/batches/chair").json() == 5
