from aiohttp import web

from bank.accounts import SqlAccounts
from bank.db import session_factory
from bank.service import Bank

bank = Bank(SqlAccounts(session_factory))


async def open_account(request: web.Request) -> web.Response:
    data = await request.json()
    return web.json_response({"id": bank.open(data["owner"])})


async def balance(request: web.Request) -> web.Response:
    return web.json_response({"balance": bank.balance(int(request.match_info["key"]))})


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes([web.post("/", open_account), web.get("/{key}", balance)])
    return app
