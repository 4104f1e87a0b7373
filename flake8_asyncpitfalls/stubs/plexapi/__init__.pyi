# source: https://python-plexapi.readthedocs.io/en/latest/
__plain_arguments__ = "yes"
