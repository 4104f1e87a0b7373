# source: https://docs.python-zeep.org/en/master/
from zeep import AsyncClient, Client, _AsyncOperation, _AsyncService, _Operation, _Service
