# source: https://sanic.readthedocs.io/en/stable/sanic/api/app.html
from sanic import Sanic
