# source: https://fastapi.tiangolo.com/reference/exceptions/
from starlette.exceptions import HTTPException as _HTTPException

class HTTPException(_HTTPException): ...
