# source: https://hypercorn.readthedocs.io/en/latest/
