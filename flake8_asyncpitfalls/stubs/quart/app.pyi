# source: https://quart.palletsprojects.com/en/latest/reference/source/quart.app.html
from quart import Quart
