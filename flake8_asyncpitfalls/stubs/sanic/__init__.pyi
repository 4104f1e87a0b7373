# source: https://sanic.readthedocs.io/en/stable/sanic/api_reference.html
from sanic.app import Sanic
from sanic.blueprints import Blueprint
from sanic.request import Request
