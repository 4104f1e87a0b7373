# source: https://requests.readthedocs.io/en/latest/api/
from requests import PreparedRequest, Request, Response
