# source: https://quart.palletsprojects.com/en/latest/reference/source/quart.wrappers.html
from quart import Request, Websocket
