# source: https://dev.mysql.com/doc/connector-python/en/connector-python-reference.html
from mysql.connector.abstracts import MySQLConnectionAbstract

class MySQLConnection(MySQLConnectionAbstract):
    @blocks("database", twin="mysql.connector.aio.connect")
    def __init__(self, *args, **kwargs): ...
