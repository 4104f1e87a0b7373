# source: https://www.psycopg.org/docs/module.html
from psycopg2.extensions import connection

__plain_arguments__ = "yes"
@blocks("database", instead="psycopg.AsyncConnection.connect or asyncpg.connect", unless={"async_": (True, 1)})
def connect(dsn=None, connection_factory=None, cursor_factory=None, **kwargs) -> connection: ...
