# source: https://docs.litestar.dev/latest/reference/index.html
from litestar.connection import Request, WebSocket
