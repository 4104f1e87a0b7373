import sqlite3

_connection = None


def connect():
    global _connection
    if _connection is None:
        _connection = sqlite3.connect("a.db")
    return _connection


def names():
    return connect().execute("select name from users").fetchall()
