# source: https://fastapi.tiangolo.com/reference/testclient/
from starlette.testclient import TestClient
