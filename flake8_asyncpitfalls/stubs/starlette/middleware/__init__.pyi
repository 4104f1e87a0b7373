# source: https://www.starlette.io/middleware/
