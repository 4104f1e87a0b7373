# source: https://docs.python-zeep.org/en/master/
from zeep.client import AsyncClient, Client
