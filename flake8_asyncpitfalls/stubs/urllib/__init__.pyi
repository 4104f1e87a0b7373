# source: https://docs.python.org/3/library/urllib.html
__plain_arguments__ = "yes"
