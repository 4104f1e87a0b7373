from aiohttp import web
from sqlalchemy import select

from keys import BUILT, CLIENT, KEEPING, MAKER, STORE


async def index(request: web.Request):
    request.app[STORE].load()  # ASY201: 4
    request.app[STORE].name()
    request.config_dict[STORE].load()  # ASY201: 4
    request.app[CLIENT].close()  # ASY201: 4
    request.app["store"].load()
    async with request.app[MAKER]() as session:
        user = await session.get(dict, 1)
        await session.commit()
        print(user.name)  # error: 14
    async with request.app[KEEPING]() as session:
        user = await session.get(dict, 1)
        await session.commit()
        print(user.name)
    async with request.app[BUILT]() as session:
        user = await session.get(dict, 1)
        await session.commit()
        print(user.name)
    return web.Response()
