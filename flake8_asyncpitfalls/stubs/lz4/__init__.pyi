# source: https://python-lz4.readthedocs.io/en/stable/
