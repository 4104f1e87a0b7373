# source: https://docs.python.org/3/library/xml.html
__plain_arguments__ = "yes"

