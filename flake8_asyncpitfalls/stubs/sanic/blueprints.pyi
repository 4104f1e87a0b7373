# source: https://sanic.readthedocs.io/en/stable/sanic/api/blueprints.html
from sanic import Blueprint
