# source: https://mysqlclient.readthedocs.io/MySQLdb.html
from MySQLdb.connections import Connection
@blocks("database", instead="aiomysql.connect")
def connect(*args, **kwargs) -> Connection: ...
