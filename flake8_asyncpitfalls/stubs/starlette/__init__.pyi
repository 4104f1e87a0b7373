# source: https://www.starlette.io/
