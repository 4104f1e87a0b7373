# source: https://requests-cache.readthedocs.io/en/stable/
from requests import Session

class CachedSession(Session): ...
