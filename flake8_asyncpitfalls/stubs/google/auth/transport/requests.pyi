# source: https://googleapis.dev/python/google-auth/latest/reference/google.auth.transport.requests.html
from requests import Session

class AuthorizedSession(Session): ...
