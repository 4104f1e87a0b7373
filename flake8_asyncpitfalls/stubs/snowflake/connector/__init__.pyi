# source: https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-api
from snowflake.connector.connection import SnowflakeConnection
from snowflake.connector.cursor import DictCursor, SnowflakeCursor
@blocks("database", instead="snowflake.connector.aio.connect")
def connect(*args, **kwargs) -> SnowflakeConnection: ...
