import time

from fastapi import FastAPI
from repository import Sessions, Users

app = FastAPI()


async def audit(action: str) -> None:
    time.sleep(0.2)
    print(action)


@app.get("/users/{number}")
async def show_user(number: int) -> dict[str, str]:
    audit(f"show {number}")
    with Sessions() as session:
        return {"name": Users(session).name_of(number)}
