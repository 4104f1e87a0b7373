# source: https://websockets.readthedocs.io/en/stable/reference/
