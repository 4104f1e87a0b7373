# source: https://dev.mysql.com/doc/connector-python/en/connector-python-reference.html
