# source: https://passlib.readthedocs.io/en/stable/
__plain_arguments__ = "yes"
