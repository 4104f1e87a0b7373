# source: https://dnspython.readthedocs.io/en/stable/
__plain_arguments__ = "yes"
