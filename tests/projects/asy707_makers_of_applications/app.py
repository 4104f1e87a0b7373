from aiohttp import web
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from keys import BUILT, KEEPING, MAKER
from views import index

engine = create_async_engine("sqlite+aiosqlite://")


def build(**options):
    return async_sessionmaker(engine, **options)


async def start(app: web.Application):
    app[MAKER] = async_sessionmaker(engine)
    app[KEEPING] = async_sessionmaker(engine, expire_on_commit=False)
    app[BUILT] = build(expire_on_commit=False)


app = web.Application()
app.on_startup.append(start)
app.router.add_get("/", index)
