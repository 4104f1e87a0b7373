# source: https://niquests.readthedocs.io/en/latest/api.html
from niquests import delete, get, head, options, patch, post, put, request
