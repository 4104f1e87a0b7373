# source: https://fastapi.tiangolo.com/reference/websockets/
from starlette.websockets import WebSocket
