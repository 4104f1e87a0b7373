# source: https://sanic.readthedocs.io/en/stable/sanic/api/core.html
from sanic import Request
