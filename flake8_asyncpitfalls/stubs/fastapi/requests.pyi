# source: https://fastapi.tiangolo.com/reference/request/
from starlette.requests import HTTPConnection, Request
