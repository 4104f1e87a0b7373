# source: https://dev.mysql.com/doc/connector-python/en/connector-python-reference.html
__plain_arguments__ = "yes"
