# source: https://docs.python.org/3/library/http.html
__plain_arguments__ = "yes"
