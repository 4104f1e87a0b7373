# source: https://docs.litestar.dev/latest/reference/index.html
from litestar.connection import Request, WebSocket

@endpoint
@transparent
def delete(path=None, **kwargs): ...
@endpoint
@transparent
def get(path=None, **kwargs): ...
@endpoint
@transparent
def head(path=None, **kwargs): ...
@endpoint
@transparent
def patch(path=None, **kwargs): ...
@endpoint
@transparent
def post(path=None, **kwargs): ...
@endpoint
@transparent
def put(path=None, **kwargs): ...
@endpoint
@transparent
def route(path=None, **kwargs): ...
@endpoint
@transparent
def websocket(path=None, **kwargs): ...
