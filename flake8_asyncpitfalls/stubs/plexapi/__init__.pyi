# source: https://python-plexapi.readthedocs.io/en/latest/
