# source: https://rich.readthedocs.io/en/stable/
