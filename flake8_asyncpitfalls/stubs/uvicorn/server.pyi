# source: https://www.uvicorn.org/deployment/
from uvicorn import Server
