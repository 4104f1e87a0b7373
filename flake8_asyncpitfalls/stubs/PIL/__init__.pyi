# source: https://pillow.readthedocs.io/en/stable/
__plain_arguments__ = "yes"
