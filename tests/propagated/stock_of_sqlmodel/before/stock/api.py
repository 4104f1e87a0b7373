from fastapi import FastAPI

from stock import services
from stock.uow import UnitOfWork

app = FastAPI()


@app.post("/batches")
async def receive(sku: str, quantity: int) -> int:
    return services.receive(sku, quantity, UnitOfWork())


@app.get("/batches/{sku}")
async def available(sku: str) -> int:
    return services.available(sku, UnitOfWork())
