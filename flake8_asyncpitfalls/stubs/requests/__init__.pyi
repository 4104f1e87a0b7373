# source: https://requests.readthedocs.io/en/latest/api/
from requests.api import delete, get, head, options, patch, post, put, request
from requests.models import PreparedRequest, Request, Response
from requests.sessions import Session, session
