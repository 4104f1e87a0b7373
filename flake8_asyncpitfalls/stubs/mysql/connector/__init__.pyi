# source: https://dev.mysql.com/doc/connector-python/en/connector-python-reference.html
from mysql.connector.abstracts import MySQLConnectionAbstract
from mysql.connector.connection import MySQLConnection
@blocks("database", twin="mysql.connector.aio.connect")
def connect(*args, **kwargs) -> MySQLConnectionAbstract: ...
