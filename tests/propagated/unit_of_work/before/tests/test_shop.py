import os
import tempfile

path = tempfile.mkdtemp() + "/shop.db"
os.environ["SHOP_DB"] = os.environ.get("SHOP_SCHEME", "sqlite") + ":///" + path

from fastapi.testclient import TestClient

from shop.main import app


def test_all():
    with TestClient(app) as client:
        assert client.post("/products", params={"name": "tea", "stock": 5}).json() == {"id": 1}
        assert client.post("/products", params={"name": "cup", "stock": 1}).json() == {"id": 2}
        assert client.post("/orders", params={"product_id": 1, "quantity": 2}).json() == {"total": 2}
        assert client.post("/orders", params={"product_id": 1, "quantity": 3}).json() == {"total": 5}
        assert client.post("/orders", params={"product_id": 1, "quantity": 1}).status_code == 409
        assert client.get("/products").json() == {"count": 2, "names": ["tea", "cup"]}
        assert client.put("/products/2", params={"name": "mug"}).json() == {"name": "mug"}
        assert client.delete("/products/1").json() == {"deleted": True}
        assert client.delete("/products/1").json() == {"deleted": False}
        assert client.get("/products").json() == {"count": 1, "names": ["mug"]}
