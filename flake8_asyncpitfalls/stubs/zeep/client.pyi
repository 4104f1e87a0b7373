# source: https://docs.python-zeep.org/en/master/
from zeep import AsyncClient, Client
