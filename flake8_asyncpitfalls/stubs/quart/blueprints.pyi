# source: https://quart.palletsprojects.com/en/latest/reference/source/quart.blueprints.html
from quart import Blueprint
