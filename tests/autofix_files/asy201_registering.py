from collections.abc import Callable, Coroutine
from typing import Any, cast

Handler = Callable[..., Coroutine[Any, Any, str]]
ROUTES: dict[str, Handler] = {}


class App:
    def get(self, path: str) -> Handler:
        def register(handler):
            ROUTES[path] = handler
            return handler

        return cast(Handler, register)

    def handler(self, path: str) -> Handler:
        return ROUTES[path]


def on(event: str) -> Handler:
    return ROUTES[event]


async def page(request) -> str:
    return "x"


class View:
    async def __call__(self, request) -> str:
        return "x"


def setup(app: App) -> None:
    app.get("/")(page)
    on("start")(page)
    app.get("/view")(View)


async def call(app: App, request: object) -> None:
    await app.handler("/")(request)  # error: 4
    await page(request)  # error: 4
