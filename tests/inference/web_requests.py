"""What a request of a web framework carries."""
from aiohttp import web
from starlette.requests import Request


async def of_aiohttp(request: web.Request):
    request.query  # value: multidict.MultiDictProxy
    request.headers  # value: multidict.CIMultiDictProxy
    request.query.getall("x")  # value: unresolved list()
    request.match_info  # value: aiohttp.web.UrlMappingMatchInfo


async def of_starlette(request: Request):
    request.query_params  # value: starlette.datastructures.QueryParams
    request.headers  # value: starlette.datastructures.Headers
    request.path_params  # value: unresolved dict()
