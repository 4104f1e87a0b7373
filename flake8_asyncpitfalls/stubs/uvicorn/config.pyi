# source: https://www.uvicorn.org/settings/
from uvicorn import Config
