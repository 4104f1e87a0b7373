# source: https://mysqlclient.readthedocs.io/MySQLdb.html
from MySQLdb.connections import Connection

__plain_arguments__ = "yes"
@blocks("database", instead="aiomysql.connect")
def connect(*args, **kwargs) -> Connection: ...
