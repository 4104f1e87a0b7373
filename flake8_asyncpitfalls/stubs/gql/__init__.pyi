# source: https://gql.readthedocs.io/en/stable/modules/gql.html
from gql.client import Client

def gql(request_string): ...
