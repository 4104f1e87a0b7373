# source: https://urllib3.readthedocs.io/en/stable/reference/urllib3.response.html
from urllib3 import BaseHTTPResponse, HTTPResponse
