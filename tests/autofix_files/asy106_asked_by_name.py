"""What is made where an object has none yet, as its name tells: two would make it, and use one each."""

import asyncio
import json
from pathlib import Path

from fastapi import FastAPI, Request

app = FastAPI()


class Store:
    def __init__(self, path: Path) -> None:
        self.path = path

    async def settings(self) -> dict:
        if not hasattr(self, "known"):
            self.known = json.loads(self.path.read_text())  # error: 36
        return self.known

    async def names(self) -> list:
        if getattr(self, "known_names", None) is None:
            self.known_names = json.loads(self.path.read_text())  # error: 42
        return self.known_names

    async def fresh(self) -> dict:
        if not hasattr(self, "known"):
            return {}
        return json.loads(await asyncio.to_thread(self.path.read_text))  # error: 26


@app.get("/settings")
async def settings(request: Request) -> dict:
    if not hasattr(request.app.state, "settings"):
        request.app.state.settings = json.loads(Path("settings.json").read_text())  # error: 48
    return request.app.state.settings


@app.get("/mine")
async def mine(request: Request) -> dict:
    if not hasattr(request.state, "settings"):
        request.state.settings = json.loads(await asyncio.to_thread(Path("settings.json").read_text))  # error: 44
    return request.state.settings
