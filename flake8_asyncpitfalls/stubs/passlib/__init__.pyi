# source: https://passlib.readthedocs.io/en/stable/
