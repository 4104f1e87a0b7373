# source: https://anyio.readthedocs.io/en/stable/api.html
