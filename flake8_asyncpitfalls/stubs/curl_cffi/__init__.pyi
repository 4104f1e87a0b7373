# source: https://curl-cffi.readthedocs.io/en/latest/api.html
from curl_cffi.requests import AsyncSession, Response, Session, delete, get, head, options, patch, post, put, request

__plain_arguments__ = "yes"
