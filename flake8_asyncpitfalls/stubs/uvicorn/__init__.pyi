# source: https://www.uvicorn.org/
from uvicorn.config import Config
from uvicorn.server import Server

@blocks("wait", instead="uvicorn.Server.serve")
def run(*args, **kwargs): ...
