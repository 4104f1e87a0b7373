# source: https://docs.python.org/3/library/xmlrpc.html
__plain_arguments__ = "yes"

