from fastapi import FastAPI

from desk import models
from desk.database import engine
from desk.routers import customers, tickets

models.Base.metadata.create_all(bind=engine)

app = FastAPI(title="Desk")
app.include_router(customers.router)
app.include_router(tickets.router)


@app.get("/health")
async def health():
    return {"status": "ok"}
