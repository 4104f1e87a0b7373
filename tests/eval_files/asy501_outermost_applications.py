"""Above the outermost ASGI application is only the server, which ends the task anyway."""

import asyncio

import uvicorn
from fastapi import FastAPI


class Outermost:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        try:
            return await self.app(scope, receive, send)
        except asyncio.CancelledError:
            pass


class Served:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:
            print("cancelled")


class Inside:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:  # error: 8
            pass


class Wrapped:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:  # error: 8
            pass


class GoesOn:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:  # error: 8
            pass
        await asyncio.sleep(1)


class CalledWithOthers:
    def __init__(self, app):
        self.app = app

    async def __call__(self, first, second, third):
        try:
            await self.app(first)
        except asyncio.CancelledError:  # error: 8
            pass


def make(wrap):
    app = FastAPI()
    app.add_middleware(Inside)
    others = GoesOn(app), CalledWithOthers(app)
    return Outermost(app), wrap(Wrapped(app)), others


def main():
    uvicorn.run(Served(FastAPI()))
