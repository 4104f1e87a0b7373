# source: https://pymysql.readthedocs.io/en/latest/modules/index.html
from pymysql.connections import Connection

__plain_arguments__ = "yes"
@blocks("database", instead="aiomysql.connect", unless={"defer_connect": True})
def connect(*args, **kwargs) -> Connection: ...
