from aiohttp import web
from fastapi import APIRouter, Request

router = APIRouter()


@router.get("/")
async def index(request: Request):
    request.app.state.link.close()  # error: 4
    request.app.state.mixed.close()
    request.app.state.quiet.close()
    request.app.state.unsaid.close()
    request.app.state.late.close()
    request.app.state.both.close()
    request.app.state.nothing.close()
    request.state.mixed.close()  # error: 4
    request.state.client.get("http://localhost")  # error: 4
    request.app.state.client.get  # an attribute, not called
    request.app.close()


async def serve(request: web.Request):
    request.app["link"].close()  # error: 4
    request.app["either"].close()
    request.app["odd"].close()
    request.app["own"].close()  # error: 4
    request.app[request].close()
    request["link"].close()
