# source: https://docs.sqlalchemy.org/en/20/core/connections.html
from sqlalchemy import Connection, Engine, Transaction
