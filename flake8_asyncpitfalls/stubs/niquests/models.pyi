# source: https://niquests.readthedocs.io/en/latest/api.html
from niquests import AsyncResponse, Response
