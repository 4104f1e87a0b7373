from aiohttp import ClientSession, web
from sqlalchemy.ext.asyncio import async_sessionmaker

from store import Store

MAKER = web.AppKey("maker", async_sessionmaker)
KEEPING = web.AppKey("keeping", async_sessionmaker)
BUILT = web.AppKey("built", async_sessionmaker)
CLIENT = web.AppKey[ClientSession]("client")
STORE: web.AppKey[Store] = web.AppKey("store", Store)
