# source: https://docs.python.org/3/library/sqlite3.html
from sqlite3 import Connection, Cursor, Row, connect
